{{/* A pod of the program. Call with root, component (server or encoder), resources, slots, nodeSelector, tolerations, gpu. */}}
{{- define "physalia.pod" -}}
{{- $root := .root -}}
{{- $v := .root.Values -}}
{{- $name := include "physalia.fullname" .root -}}
{{- $colony := include "physalia.isColony" .root -}}
metadata:
  labels:
    {{- include "physalia.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
    physalia/program: "true"
    {{- with $v.podLabels }}{{ toYaml . | nindent 4 }}{{ end }}
  annotations:
    checksum/secret: {{ printf "%s %s" $v.database.url $v.redis.url | sha256sum }}
    {{- with $v.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  serviceAccountName: {{ include "physalia.serviceAccount" .root }}
  automountServiceAccountToken: false
  # A Service named physalia would otherwise set PHYSALIA_PORT.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $v.drain.gracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ $v.podSecurityContext.runAsUser }}
    runAsGroup: {{ $v.podSecurityContext.runAsGroup }}
    fsGroup: {{ $v.podSecurityContext.fsGroup }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
    {{- $groups := $v.podSecurityContext.supplementalGroups }}
    {{- if and .gpu (eq $v.gpu.kind "dri") }}{{ $groups = concat $groups $v.gpu.supplementalGroups }}{{ end }}
    {{- with $groups }}
    supplementalGroups: {{ toJson . }}
    {{- end }}
  {{- with $v.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $v.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- if .gpu }}
  {{- with $v.gpu.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- end }}
  {{- $nodes := deepCopy .nodeSelector }}
  {{- if .gpu }}{{ $nodes = merge $nodes $v.gpu.nodeSelector }}{{ end }}
  {{- with $nodes }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if $v.affinity }}
  affinity:
    {{- toYaml $v.affinity | nindent 4 }}
  {{- else if $colony }}
  affinity:
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            topologyKey: kubernetes.io/hostname
            labelSelector:
              matchLabels:
                {{- include "physalia.selector" .root | nindent 16 }}
                app.kubernetes.io/component: {{ .component }}
  {{- end }}
  {{- if and $colony $v.topologySpread.enabled }}
  topologySpreadConstraints:
    {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ $key }}
      whenUnsatisfiable: {{ $v.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "physalia.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ $.component }}
    {{- end }}
  {{- end }}
  {{- with $v.initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: physalia
      image: {{ include "physalia.image" .root }}
      imagePullPolicy: {{ $v.image.pullPolicy }}
      args: [serve]
      securityContext:
        {{- include "physalia.containerSecurity" .root | nindent 8 }}
      ports:
        - name: http
          containerPort: 8096
          protocol: TCP
      env:
        - name: PHYSALIA_PORT
          value: "8096"
        - name: PHYSALIA_DISCOVERY_PORT
          value: "0"
        - name: PHYSALIA_DATA_DIR
          value: /data
        - name: PHYSALIA_CACHE_DIR
          value: /cache
        - name: PHYSALIA_TRANSCODE_DIR
          value: /transcodes
        - name: PHYSALIA_POD_NAME
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        - name: POD_IP
          valueFrom: {fieldRef: {fieldPath: status.podIP}}
        - name: PHYSALIA_POD_ADDRESS
          value: http://$(POD_IP):8096
        {{- if $colony }}
        - name: PHYSALIA_DRAIN_DELAY
          value: {{ $v.drain.delaySeconds }}s
        {{- end }}
        {{- if $v.transcode.shared.enabled }}
        - name: PHYSALIA_TRANSCODE_SHARED
          value: "true"
        {{- end }}
        {{- if ne (int .slots) -1 }}
        - name: PHYSALIA_ENCODER_SLOTS
          value: {{ .slots | quote }}
        {{- end }}
        {{- include "physalia.databaseEnv" .root | nindent 8 }}
        {{- include "physalia.redisEnv" .root | nindent 8 }}
        {{- with $v.clusterSecret.existingSecret }}
        {{- if .name }}
        - name: PHYSALIA_CLUSTER_SECRET
          valueFrom:
            secretKeyRef:
              name: {{ .name }}
              key: {{ .key }}
        {{- end }}
        {{- end }}
        {{- range $key, $value := $v.settings }}
        - name: PHYSALIA_{{ $key | upper | replace "-" "_" }}
          value: {{ $value | toString | quote }}
        {{- end }}
        {{- with $v.extraEnv }}{{ toYaml . | nindent 8 }}{{ end }}
      {{- with $v.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      # None of these asks the database or Redis: without them a film that plays goes on.
      startupProbe:
        httpGet: {path: /health/live, port: http}
        periodSeconds: {{ $v.probes.startup.periodSeconds }}
        failureThreshold: {{ $v.probes.startup.failureThreshold }}
      livenessProbe:
        httpGet: {path: /health/live, port: http}
        periodSeconds: {{ $v.probes.liveness.periodSeconds }}
        timeoutSeconds: {{ $v.probes.liveness.timeoutSeconds }}
        failureThreshold: {{ $v.probes.liveness.failureThreshold }}
      readinessProbe:
        httpGet: {path: /health/ready, port: http}
        periodSeconds: {{ $v.probes.readiness.periodSeconds }}
        timeoutSeconds: {{ $v.probes.readiness.timeoutSeconds }}
        failureThreshold: {{ $v.probes.readiness.failureThreshold }}
      {{- if and $colony (gt (int $v.drain.preStopSeconds) 0) }}
      # Proxies forget the pod while it still works; SIGTERM then makes it hand its transcodes over.
      lifecycle:
        preStop:
          sleep: {seconds: {{ $v.drain.preStopSeconds }}}
      {{- end }}
      {{- $resources := deepCopy .resources }}
      {{- if and .gpu (eq $v.gpu.kind "plugin") }}
      {{- $resources = mergeOverwrite $resources (dict "limits" (merge (deepCopy $v.gpu.resources) (default dict $resources.limits))) }}
      {{- end }}
      resources:
        {{- toYaml $resources | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: cache, mountPath: /cache}
        - {name: transcodes, mountPath: /transcodes}
        - {name: tmp, mountPath: /tmp}
        {{- range $v.media }}
        - {name: {{ printf "media-%s" .name }}, mountPath: {{ .mountPath }}, readOnly: true}
        {{- end }}
        {{- if and .gpu (eq $v.gpu.kind "dri") }}
        - {name: dri, mountPath: /dev/dri}
        {{- end }}
        {{- with $v.extraVolumeMounts }}{{ toYaml . | nindent 8 }}{{ end }}
    {{- with $v.extraContainers }}{{ toYaml . | nindent 4 }}{{ end }}
  volumes:
    {{- if or $colony (not $v.persistence.enabled) }}
    - name: data
      emptyDir: {sizeLimit: 1Gi}
    {{- else }}
    - name: data
      persistentVolumeClaim:
        claimName: {{ default $name $v.persistence.existingClaim }}
    {{- end }}
    - name: cache
      emptyDir: {sizeLimit: {{ $v.cache.sizeLimit }}}
    - name: transcodes
      {{- if $v.transcode.shared.enabled }}
      persistentVolumeClaim:
        claimName: {{ default (printf "%s-transcodes" $name) $v.transcode.shared.existingClaim }}
      {{- else }}
      emptyDir:
        sizeLimit: {{ $v.transcode.sizeLimit }}
        {{- with $v.transcode.medium }}
        medium: {{ . }}
        {{- end }}
      {{- end }}
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
    {{- range $v.media }}
    - name: {{ printf "media-%s" .name }}
      {{- if .claim }}
      persistentVolumeClaim: {claimName: {{ .claim }}, readOnly: true}
      {{- else if .nfs }}
      nfs: {server: {{ .nfs.server }}, path: {{ .nfs.path }}, readOnly: true}
      {{- else if .hostPath }}
      hostPath: {path: {{ .hostPath }}, type: Directory}
      {{- else if .volume }}
      {{- toYaml .volume | nindent 6 }}
      {{- else }}
      {{- fail (printf "media volume %s: set one of claim, nfs, hostPath and volume" .name) }}
      {{- end }}
    {{- end }}
    {{- if and .gpu (eq $v.gpu.kind "dri") }}
    - name: dri
      hostPath: {path: /dev/dri, type: Directory}
    {{- end }}
    {{- with $v.extraVolumes }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end -}}
