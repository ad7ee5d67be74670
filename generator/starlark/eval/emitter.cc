#include "starlark/eval/emitter.h"

#include <algorithm>

#include "starlark/syntax/syntax_error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {
constexpr size_t kMaxOperand = (size_t{1} << 24) - 1;
}  // namespace

void Emitter::ThrowTooLarge() const {
  throw SyntaxError({code_.file, spot_.line, spot_.column}, "function is too large");
}

size_t Emitter::Emit(Op op, int effect, size_t operand) {
  if (operand > kMaxOperand) ThrowTooLarge();
  code_.words.push_back(static_cast<uint32_t>(op) | static_cast<uint32_t>(operand) << 8);
  code_.spots.push_back(spot_);
  depth_ += effect;
  // A little above what remains: an instruction may need room while it runs.
  code_.stack_size = std::max(code_.stack_size, static_cast<size_t>(depth_) + 1);
  return code_.words.size() - 1;
}

void Emitter::EmitWord(uint32_t word) {
  code_.words.push_back(word);
  code_.spots.push_back(spot_);
}

void Emitter::Land(size_t index) {
  if (here() > kMaxOperand) ThrowTooLarge();
  code_.words[index] = (code_.words[index] & 0xFF) | static_cast<uint32_t>(here()) << 8;
}

void Emitter::Land(const std::vector<size_t>& indexes) {
  for (size_t index : indexes) Land(index);
}

void Emitter::EmitConstant(Value value) {
  code_.constants.push_back(std::move(value));
  Emit(Op::kConstant, 1, code_.constants.size() - 1);
}

void Emitter::EmitString(std::string_view text) {
  auto known = strings_.find(text);
  if (known != strings_.end()) {
    Emit(Op::kConstant, 1, known->second);
    return;
  }
  strings_.emplace(text, code_.constants.size());
  EmitConstant(Value::String(text));
}

void Emitter::EmitInt(std::string_view digits) {
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0') {
    char prefix = static_cast<char>(digits[1] | 0x20);
    base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 10;
    if (base != 10) digits.remove_prefix(2);
  }
  EmitConstant(ParseInt(digits, base));
}

size_t Emitter::NameIndex(std::string_view name) {
  auto known = names_.find(name);
  if (known != names_.end()) return known->second;
  size_t index = code_.names.size();
  code_.names.push_back({String::Make(name)});
  names_.emplace(name, index);
  return index;
}

}  // namespace pkgrepo::starlark
