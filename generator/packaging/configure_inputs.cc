#include "packaging/configure_inputs.h"

#include "base/error.h"

namespace pkgrepo::packaging {

std::vector<std::string> ParseConfigureInputs(std::string_view text) {
  constexpr std::string_view kRule = ": RERUN_CMAKE ";
  const size_t rule = text.find(kRule);
  if (rule == std::string_view::npos) throw Error("build.ninja does not say when CMake has to run again");
  std::vector<std::string> paths;
  std::string path;
  const auto end_path = [&] {
    if (!path.empty() && path != "|" && path != "||") paths.push_back(std::move(path));
    path.clear();
  };
  for (size_t i = rule + kRule.size(); i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == ' ') {
      end_path();
    } else if (text[i] != '$' || i + 1 == text.size()) {
      path += text[i];
    } else if (text[++i] == '\n') {  // the list goes on after the next line's blanks
      end_path();
    } else {
      path += text[i];
    }
  }
  end_path();
  return paths;
}

}  // namespace pkgrepo::packaging
