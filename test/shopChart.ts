/** The Chart.yaml of a chart that tests render. */
export const shopChart = 'apiVersion: v2\nname: shop\nversion: 0.1.0\n';

/** Its one template, a Deployment; it has no image but what its values say. */
export const shopTemplate = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: {{ required "image is required" .Values.image }}
`;
