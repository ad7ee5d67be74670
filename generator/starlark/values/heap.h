// Breaks reference cycles.
//
// Reference counts free nearly everything at once. Cycles (a list that holds itself; a function and the
// module whose global it is) stay until the Heap that was current at their creation ends, and are cleared
// then:
//
//   {
//     Heap heap;
//     … compile, run, print …
//   }  // every Container made in between is gone, or emptied if something outside still refers to it
//
// Heaps nest; the innermost one is current for its operating system thread. Containers made outside of any heap are not
// tracked, and leak if they form a cycle.

#ifndef PKGREPO_STARLARK_VALUES_HEAP_H_
#define PKGREPO_STARLARK_VALUES_HEAP_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

 private:
  friend class Container;
  static void Track(Container* container);
  static void Untrack(Container* container);

  Heap* outer_;
  Container* first_ = nullptr;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_HEAP_H_
