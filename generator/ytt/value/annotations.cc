#include "ytt/value/annotations.h"

#include <algorithm>

namespace pkgrepo::ytt {
namespace {

const Annotations* Downcast(const yaml::RefPtr<yaml::Attachment>& attachment) {
  return static_cast<const Annotations*>(attachment.get());
}

Annotations& MakeMutable(yaml::RefPtr<yaml::Attachment>& attachment) {
  if (!attachment) {
    attachment = yaml::MakeRef<Annotations>();
  } else if (attachment->reference_count() > 1) {
    attachment = attachment->Clone();
  }
  return static_cast<Annotations&>(*attachment);
}

}  // namespace

const starlark::Value* Annotation::Named(std::string_view wanted) const {
  for (const auto& [key, value] : named) {
    if (key == wanted) return &value;
  }
  return nullptr;
}

std::string At(const Annotation& annotation) { return " (at " + annotation.position.ToString() + ")"; }

std::string By(const Annotation& annotation) { return " (by " + annotation.position.ToString() + ")"; }

yaml::RefPtr<yaml::Attachment> Annotations::Clone() const { return yaml::MakeRef<Annotations>(*this); }

const Annotation* Annotations::Find(std::string_view name) const {
  for (const Annotation& annotation : all_) {
    if (annotation.name == name) return &annotation;
  }
  return nullptr;
}

void Annotations::Set(Annotation annotation) {
  Remove(annotation.name);
  all_.push_back(std::move(annotation));
}

void Annotations::Remove(std::string_view name) {
  all_.erase(std::remove_if(all_.begin(), all_.end(), [&](const Annotation& a) { return a.name == name; }),
             all_.end());
}

const Annotations* GetAnnotations(const yaml::Item& item) { return Downcast(item.attachment); }
const Annotations* GetAnnotations(const yaml::Node& node) { return Downcast(node.attachment); }

const Annotation* FindAnnotation(const yaml::Item& item, std::string_view name) {
  const Annotations* annotations = GetAnnotations(item);
  return annotations == nullptr ? nullptr : annotations->Find(name);
}

Annotations& MutableAnnotations(yaml::Item& item) { return MakeMutable(item.attachment); }
Annotations& MutableAnnotations(yaml::Node& node) { return MakeMutable(node.attachment); }

}  // namespace pkgrepo::ytt
