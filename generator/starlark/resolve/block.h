// The lexical blocks that the resolver keeps: one per function, comprehension, and for the file.

#ifndef PKGREPO_STARLARK_RESOLVE_BLOCK_H_
#define PKGREPO_STARLARK_RESOLVE_BLOCK_H_

#include <map>
#include <vector>

#include "starlark/syntax/ast.h"

namespace pkgrepo::starlark {

struct Block;

// A name whose meaning is not known yet, and the innermost block to search for it.
struct Use {
  Identifier* identifier;
  Block* block;
};

// What the resolver gathers about one function; copied into its FunctionNode at the end.
struct FunctionScope {
  FunctionNode* node;
  std::vector<Binding*> locals;
  std::vector<std::string_view> local_names;
  std::vector<Binding*> free_variables;
  std::vector<std::string_view> free_names;
};

struct Block {
  Block* parent = nullptr;
  FunctionScope* function = nullptr;  // whose slots the names take
  bool is_function = false;           // else a comprehension
  std::map<std::string_view, Binding*> names;
  std::vector<Use> uses;
  std::vector<Block*> children;  // the functions directly inside
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_RESOLVE_BLOCK_H_
