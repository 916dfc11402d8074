/** What `kubectl run nginx --image nginx --dry-run=client -o yaml` prints, without its empty fields. */
export const referenceStory = `# kubectl run nginx --image nginx
apiVersion: v1
kind: Pod
metadata:
  name: nginx
  labels:
    run: nginx
spec:
  containers:
    - name: nginx
      image: nginx
  dnsPolicy: ClusterFirst
  restartPolicy: Always
`;
