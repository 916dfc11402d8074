/**
 * Of which images that are on the node the kubelet verifies that a pod may use them: the values of its
 * `imagePullCredentialsVerificationPolicy` (pkg/kubelet/apis/config/types.go, 1.35).
 */
export const verificationPolicies = [
  'NeverVerify',
  'NeverVerifyPreloadedImages',
  'NeverVerifyAllowlistedImages',
  'AlwaysVerify',
] as const;

/** The kubelet's settings, as its configuration has them. */
export interface PullVerification {
  /** Default: NeverVerifyPreloadedImages. */
  imagePullCredentialsVerificationPolicy?: (typeof verificationPolicies)[number];
  /** Images that NeverVerifyAllowlistedImages leaves alone: names without tag and digest, or what they begin with: `registry.example/team/*`. */
  preloadedImagesVerificationAllowlist?: readonly string[];
}

/**
 * Whether the kubelet verifies that a pod may use an image (pkg/kubelet/images/pullmanager/image_pull_policies.go, 1.37).
 *
 * @param name the image's, without tag and digest
 * @param isPulledByKubelet whether the kubelet pulled it, or has begun to
 */
export function isVerified(settings: PullVerification, name: string, isPulledByKubelet: boolean): boolean {
  switch (settings.imagePullCredentialsVerificationPolicy ?? 'NeverVerifyPreloadedImages') {
    case 'NeverVerify':
      return false;
    case 'NeverVerifyPreloadedImages':
      return isPulledByKubelet;
    case 'NeverVerifyAllowlistedImages':
      return !(settings.preloadedImagesVerificationAllowlist ?? []).some((one) =>
        one.endsWith('/*') ? name.startsWith(one.slice(0, -1)) : name === one,
      );
    case 'AlwaysVerify':
      return true;
  }
}
