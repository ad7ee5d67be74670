#include "base/depfile.h"

#include <algorithm>

namespace pkgrepo {
namespace {

std::string Escape(const std::string& path) {
  std::string escaped;
  for (char c : path) {
    if (c == ' ' || c == '#' || c == '\\') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string FormatDepfile(const std::string& output, std::vector<std::string> inputs) {
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  std::string text = Escape(output) + ":";
  for (const std::string& input : inputs) text += " \\\n  " + Escape(input);
  return text + "\n";
}

}  // namespace pkgrepo
