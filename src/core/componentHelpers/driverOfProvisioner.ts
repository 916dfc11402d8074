/** The CSI driver behind a provisioner: mostly its name, which may have a slash where that of a driver may not. */
export function driverOfProvisioner(provisioner: string): string {
  return provisioner.slice(provisioner.lastIndexOf('/') + 1);
}
