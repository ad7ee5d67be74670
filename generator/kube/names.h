// The forms of names in Kubernetes and in Carvel's packages. Each function says what is wrong with a text, as
// the end of a sentence that begins with the text; nullopt if it is well-formed.
//
//   if (const NameFault fault = DnsSubdomainFault("Bad_Name")) …   // "may only contain a-z, 0-9 and '-'"
//
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/

#ifndef PKGREPO_KUBE_NAMES_H_
#define PKGREPO_KUBE_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

namespace pkgrepo::kube {

using NameFault = std::optional<std::string>;

// Up to 63 of a-z, 0-9 and '-', the latter neither first nor last: namespaces.
NameFault DnsLabelFault(std::string_view text);
// The same, beginning with a letter: services.
NameFault ServiceNameFault(std::string_view text);
// Labels joined by dots, 253 characters in total: most names. (These labels may be longer than 63.)
NameFault DnsSubdomainFault(std::string_view text);
// Whatever can stand between two slashes of a URL: roles and their bindings.
NameFault PathSegmentFault(std::string_view text);
// "name" or "prefix.example.com/name": keys of labels and annotations.
NameFault QualifiedNameFault(std::string_view text);
// As QualifiedNameFault, but without a limit to the name's length: what kapp takes for a change group.
NameFault ChangeGroupFault(std::string_view text);
NameFault LabelValueFault(std::string_view text);

// `check`, for what may be empty, too.
template <NameFault (*check)(std::string_view)>
NameFault EmptyOr(std::string_view text) {
  return text.empty() ? std::nullopt : check(text);
}

// A package's full name: a DNS subdomain of three segments at least, "contour.acme.example.com".
NameFault PackageNameFault(std::string_view text);
// A package's version: a semantic version without 'v'.
NameFault PackageVersionFault(std::string_view text);
// A condition on versions, as in ">=1.25.0 <2.0.0".
NameFault VersionRangeFault(std::string_view text);

}  // namespace pkgrepo::kube

#endif  // PKGREPO_KUBE_NAMES_H_
