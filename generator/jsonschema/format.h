// The values of `format` in JSON Schema, as strict as Helm is about them: follows format_checkers.go of
// https://github.com/xeipuuv/gojsonschema v1.2.0, which leaves much to packages net, net/mail, net/url and time of Go.
//
//   const JsonFormat check = FindJsonFormat("ipv4");
//   check("192.0.2.1")    // true

#ifndef PKGREPO_JSONSCHEMA_FORMAT_H_
#define PKGREPO_JSONSCHEMA_FORMAT_H_

#include <string_view>

namespace pkgrepo::jsonschema {

using JsonFormat = bool (*)(std::string_view text);

// nullptr for a format that is not checked.
JsonFormat FindJsonFormat(std::string_view name);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_FORMAT_H_
