#!/bin/sh
# Installs KubeStellar and what it stands on.
OSA_VERSION=0.2.0-alpha.1
helm upgrade --install kubeflex oci://ghcr.io/kubestellar/kubeflex/chart --version 0.6.1
kubectl apply -f config/postcreate-hooks/ocm.yaml
kubectl apply -f https://raw.githubusercontent.com/kubestellar/kubestellar/v0.21.0-alpha.1/config/postcreate-hooks/kubestellar.yaml
helm upgrade --install status-addon -n open-cluster-management \
  --version ${OSA_VERSION} oci://ghcr.io/kubestellar/ocm-status-addon-chart
