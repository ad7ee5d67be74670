// Bounds the memory of the process while code runs that is not trusted, such as templates.
//
//   const MemoryBudget budget(MemoryLimit());   // until the end of the block
//   Render();                                   // std::bad_alloc where it needs more
//
// Where memory ends the kernel would end the process, or another one, without a word. Within a budget, allocating fails
// instead, which whoever runs the code turns into an Error with its line. Some memory is kept back for that.
//
// The kernel counts (RLIMIT_DATA, see getrlimit(2)), so that it costs nothing; programs that are started meanwhile
// have the same limit. Under AddressSanitizer, whose own memory would count, a budget does nothing.

#ifndef PKGREPO_BASE_MEMORY_BUDGET_H_
#define PKGREPO_BASE_MEMORY_BUDGET_H_

#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/error.h"

namespace pkgrepo {

// What the variable PKGREPO_MEMORY_LIMIT says: bytes, or with a suffix K, M or G; 0 for no limit. Without it 4G, which
// is a hundred times what a large repository's templates need, but no more than three quarters of the machine's
// memory. Throws Error if it says anything else.
uint64_t MemoryLimit();

// As above, of a text. Throws Error.
uint64_t ParseMemorySize(std::string_view text);

// What to tell the user after std::bad_alloc. Gives free what was kept back for telling it.
std::string OutOfMemoryText();

// The same as an Error, for a handler of std::bad_alloc that knows what was being read.
Error OutOfMemory(std::string_view context);

// As WithContext() of base/error.h, but where memory ends that becomes an Error, too: for what reads a file that may be too
// large, and names it in `context`.
template <typename Call>
std::invoke_result_t<Call&> ReadWithContext(std::string_view context, Call&& call) {
  try {
    return WithContext(context, call);
  } catch (const std::bad_alloc&) {
    throw OutOfMemory(context);
  }
}

class MemoryBudget {
 public:
  // `bytes` 0: no limit.
  explicit MemoryBudget(uint64_t bytes);
  ~MemoryBudget();
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

 private:
  bool is_set_ = false;
  uint64_t outer_limit_ = 0;
  std::new_handler outer_handler_ = nullptr;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_MEMORY_BUDGET_H_
