/** The user that an image names: a number, or else a name. Neither is root. */
export interface ImageUser {
  uid?: number;
  username?: string;
}
