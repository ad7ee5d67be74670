#include "starlark/values/heap.h"

namespace pkgrepo::starlark {

namespace {
constinit thread_local Heap* current_heap = nullptr;
}  // namespace

Heap::Heap() : outer_(current_heap) { current_heap = this; }

Heap::~Heap() {
  while (first_ != nullptr) {
    Ref<Container> container(first_);
    Untrack(container.get());
    container->DropReferences();
  }
  current_heap = outer_;
}

void Heap::Track(Container* container) {
  Heap* heap = current_heap;
  if (heap == nullptr) return;
  container->heap_ = heap;
  container->next_ = heap->first_;
  if (heap->first_ != nullptr) heap->first_->previous_ = container;
  heap->first_ = container;
}

void Heap::Untrack(Container* container) {
  if (container->heap_ == nullptr) return;
  if (container->previous_ != nullptr) {
    container->previous_->next_ = container->next_;
  } else {
    container->heap_->first_ = container->next_;
  }
  if (container->next_ != nullptr) container->next_->previous_ = container->previous_;
  container->heap_ = nullptr;
  container->previous_ = container->next_ = nullptr;
}

Container::Container(Kind kind, unsigned capabilities) : Object(kind, capabilities) { Heap::Track(this); }

Container::~Container() { Heap::Untrack(this); }

}  // namespace pkgrepo::starlark
