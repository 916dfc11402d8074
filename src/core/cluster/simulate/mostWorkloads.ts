/** How many of the manifest's objects that make pods are posted. */
export const mostWorkloads = 300;
