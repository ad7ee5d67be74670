// Numbers and truth values read from text. Follows package strconv of Go 1.21.
//
//   ParseFloat("0x1.8p1");     // 3
//   ParseInt("0x_ff", 64);     // 255
//   ParseInt("1e3", 64);       // throws Error `strconv.ParseInt: parsing "1e3": invalid syntax`

#ifndef PKGREPO_GO_NUMBER_H_
#define PKGREPO_GO_NUMBER_H_

#include <cstdint>
#include <string_view>

namespace pkgrepo::go {

// As strconv.ParseFloat(text, 64). Throws Error `…: value out of range` for what is not finite as a float64.
double ParseFloat(std::string_view text);

// As strconv.ParseInt(text, 0, bits): a prefix names the base, and underscores may stand between digits.
int64_t ParseInt(std::string_view text, int bits);

// As strconv.ParseBool: 1, t, T, TRUE, true, True, and the like for false.
bool ParseBool(std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_NUMBER_H_
