{{- define "physalia.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "physalia.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "physalia.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "physalia.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: physalia
{{- end -}}

{{- define "physalia.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ default $.Chart.AppVersion .tag }}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "physalia.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}{{ default (include "physalia.fullname" .) .Values.serviceAccount.name }}
{{- else -}}{{ default "default" .Values.serviceAccount.name }}{{- end -}}
{{- end -}}

{{- define "physalia.hasDatabase" -}}
{{- if or .Values.database.url .Values.database.existingSecret.name .Values.database.bundled.enabled -}}yes{{- end -}}
{{- end -}}

{{/* Redis makes a release a colony, whatever the number of pods. */}}
{{- define "physalia.isColony" -}}
{{- if or .Values.redis.url .Values.redis.existingSecret.name .Values.redis.bundled.enabled -}}yes{{- end -}}
{{- end -}}

{{/* Whatever would start and then not work is refused here, with what to do. */}}
{{- define "physalia.validate" -}}
{{- $colony := include "physalia.isColony" . -}}
{{- $database := include "physalia.hasDatabase" . -}}
{{- if and (gt (int .Values.replicas) 1) (not $colony) -}}
{{- fail "replicas is more than 1, which needs Redis: set redis.url, redis.existingSecret.name or redis.bundled.enabled" -}}
{{- end -}}
{{- if and $colony (not $database) -}}
{{- fail "a colony (redis is set) cannot share SQLite: set database.url, database.existingSecret.name or database.bundled.enabled" -}}
{{- end -}}
{{- if and .Values.database.bundled.enabled (not .Values.database.bundled.password) -}}
{{- fail "database.bundled.enabled needs database.bundled.password" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (not $colony) -}}
{{- fail "autoscaling.enabled needs a colony: set redis and database" -}}
{{- end -}}
{{- if and .Values.encoderPool.enabled (not $colony) -}}
{{- fail "encoderPool.enabled needs a colony: set redis and database" -}}
{{- end -}}
{{- if and .Values.encoderPool.enabled (hasKey .Values.settings "encoder-slots") -}}
{{- fail "settings.encoder-slots: with an encoderPool set encoderPool.slots and encoderPool.servingSlots instead" -}}
{{- end -}}
{{- if and .Values.encoderPool.autoscaling.enabled .Values.encoderPool.keda.enabled -}}
{{- fail "encoderPool: choose one of autoscaling and keda" -}}
{{- end -}}
{{- if and .Values.encoderPool.keda.enabled (not .Values.encoderPool.keda.prometheusUrl) -}}
{{- fail "encoderPool.keda.enabled needs encoderPool.keda.prometheusUrl" -}}
{{- end -}}
{{- if and .Values.encoderPool.keda.enabled (eq (int .Values.encoderPool.servingSlots) 0) -}}
{{- fail "encoderPool.keda goes down to zero pods: encoderPool.servingSlots must be at least 1, or nobody could begin a transcode" -}}
{{- end -}}
{{- if and .Values.transcode.shared.enabled (not $colony) -}}
{{- fail "transcode.shared.enabled is for a colony; one instance has its own directory" -}}
{{- end -}}
{{- $least := add .Values.drain.preStopSeconds .Values.drain.delaySeconds 15 -}}
{{- if lt (int .Values.drain.gracePeriodSeconds) (int $least) -}}
{{- fail (printf "drain.gracePeriodSeconds is %d (expected: at least %d, which is preStopSeconds + delaySeconds + 15)" (int .Values.drain.gracePeriodSeconds) (int $least)) -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.enabled needs httpRoute.parentRefs: the Gateway that it belongs to" -}}
{{- end -}}
{{- if and .Values.certManager.enabled (not .Values.certManager.issuerName) -}}
{{- fail "certManager.enabled needs certManager.issuerName" -}}
{{- end -}}
{{- if and (eq .Values.gpu.kind "plugin") (not .Values.gpu.resources) -}}
{{- fail "gpu.kind is plugin, which needs gpu.resources, e.g. {gpu.intel.com/i915: 1}" -}}
{{- end -}}
{{- end -}}

{{- define "physalia.hosts" -}}
{{- $hosts := list -}}
{{- if .Values.ingress.enabled }}{{ $hosts = concat $hosts .Values.ingress.hosts }}{{ end -}}
{{- if .Values.httpRoute.enabled }}{{ $hosts = concat $hosts .Values.httpRoute.hostnames }}{{ end -}}
{{- if .Values.ingressRoute.enabled }}{{ $hosts = concat $hosts .Values.ingressRoute.hosts }}{{ end -}}
{{- toJson (uniq $hosts) -}}
{{- end -}}

{{- define "physalia.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The same environment for pods and for the migration. */}}
{{- define "physalia.databaseEnv" -}}
{{- if .Values.database.existingSecret.name }}
- name: PHYSALIA_DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.database.existingSecret.name }}
      key: {{ .Values.database.existingSecret.key }}
{{- else if .Values.database.url }}
- name: PHYSALIA_DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "physalia.fullname" . }}
      key: database-url
{{- else if .Values.database.bundled.enabled }}
- name: DATABASE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "physalia.fullname" . }}-postgresql
      key: password
- name: PHYSALIA_DATABASE_URL
  value: postgresql://physalia:$(DATABASE_PASSWORD)@{{ include "physalia.fullname" . }}-postgresql:5432/physalia
{{- end }}
{{- end -}}

{{- define "physalia.redisEnv" -}}
{{- if .Values.redis.existingSecret.name }}
- name: PHYSALIA_REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.redis.existingSecret.name }}
      key: {{ .Values.redis.existingSecret.key }}
{{- else if .Values.redis.url }}
- name: PHYSALIA_REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "physalia.fullname" . }}
      key: redis-url
{{- else if .Values.redis.bundled.enabled }}
- name: PHYSALIA_REDIS_URL
  value: redis://{{ include "physalia.fullname" . }}-redis:6379
{{- end }}
{{- end -}}
