// Floating-point numbers as text. Follows packages encoding/json and strconv of Go 1.21, and https://sigs.k8s.io/yaml
// v1.4.0.
//
//   FormatJsonFloat(1e6);        // "1000000"
//   FormatShortestFloat(1e6);    // "1e+06"

#ifndef PKGREPO_GO_FLOAT_TEXT_H_
#define PKGREPO_GO_FLOAT_TEXT_H_

#include <string>

namespace pkgrepo::go {

// As encoding/json: the shortest digits that read back as `value`, positional from 1e-6 up to below 1e21
// and with an exponent elsewhere ("1e+21", "1e-7"). Precondition: finite.
std::string FormatJsonFloat(double value);

// As strconv.FormatFloat(value, 'g', -1, 64): an exponent of at least two digits below 1e-4 and
// from 1e6 on ("1e-07", "1.5e+06"). Precondition: finite.
std::string FormatShortestFloat(double value);
// The same with 32 bits.
std::string FormatShortestFloat(float value);

// What a JSON number becomes when the JSON text is read as YAML and printed: integers that fit 64 bits
// (signed or unsigned) stay as they are, all else is FormatShortestFloat.
std::string FormatYamlNumber(double value);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_FLOAT_TEXT_H_
