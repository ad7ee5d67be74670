cat > "config/crd/$1.yaml" <<END
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: $1.control.kubestellar.io
END
