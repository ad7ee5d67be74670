#include "ytt/template/code_table.h"

namespace pkgrepo::ytt {

void CodeTable::Add(const std::shared_ptr<const Code>& code) {
  own_[code->name()] = code;
  (*all_)[code->name()] = code;
}

std::string CodeTable::Describe(const Position& position, std::string_view indent) const {
  if (const auto own = own_.find(position.file); own != own_.end()) {
    return own->second->Describe(position.line, indent);
  }
  const auto other = all_->find(position.file);
  const auto line = other == all_->end() ? position.line : other->second->OriginalLine(position.line);
  return std::string(indent) + position.file + ':' + std::to_string(line) + " | (unavailable)";
}

}  // namespace pkgrepo::ytt
