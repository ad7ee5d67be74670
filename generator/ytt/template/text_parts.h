// Takes a text template apart: "a (@= x -@) b" is the text "a ", the code " x ", the text "b".

#ifndef PKGREPO_YTT_TEMPLATE_TEXT_PARTS_H_
#define PKGREPO_YTT_TEMPLATE_TEXT_PARTS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace pkgrepo::ytt {

struct TextPart {
  bool is_code = false;
  bool prints = false;            // code with '=': its value becomes text
  std::string_view raw = {};      // as written, of code without "(@" and "@)"
  std::string_view content = {};  // without '-' and '='; a text is trimmed where code next to it has a '-'
  std::string_view shown = {};    // in messages; of a text that the code behind it trims, all to its end
  uint32_t line_offset = 0;       // lines from the start of the template to the start of the part
};

// Texts and code alternate, beginning and ending with a text, which may be empty. Throws Error for marks that
// don't match, with their line: `text` begins in line `first_line`. The parts refer to `text`.
std::vector<TextPart> ParseTextTemplate(std::string_view text, uint32_t first_line = 1);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_TEXT_PARTS_H_
