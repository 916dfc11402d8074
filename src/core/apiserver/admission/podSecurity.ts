import type { PodAdmission } from './admission';

/** The namespace's pod security level (k8s.io/pod-security-admission, 0.37). */
export const podSecurity: PodAdmission = () => undefined;
