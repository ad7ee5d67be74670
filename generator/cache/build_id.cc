#include "cache/build_id.h"

#include <elf.h>
#include <link.h>

#include <cstring>
#include <string_view>

#include "base/digest.h"
#include "base/file_system.h"

namespace pkgrepo::cache {
namespace {

size_t Aligned(size_t size) { return (size + 3) / 4 * 4; }

// The description of the note GNU, NT_GNU_BUILD_ID; elf(5), "Notes".
std::string_view FindNote(std::string_view notes) {
  while (notes.size() > sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) head;
    std::memcpy(&head, notes.data(), sizeof head);
    notes.remove_prefix(sizeof head);
    const size_t name = Aligned(head.n_namesz);
    const size_t whole = name + Aligned(head.n_descsz);
    if (whole > notes.size()) break;
    if (head.n_type == NT_GNU_BUILD_ID && notes.starts_with(std::string_view("GNU\0", 4))) {
      return notes.substr(name, head.n_descsz);
    }
    notes.remove_prefix(whole);
  }
  return {};
}

// The first object is the program itself.
int TakeFirst(dl_phdr_info* object, size_t /*size*/, void* result) {
  for (size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const auto* start = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);  // NOLINT
    const std::string_view id = FindNote({start, segment.p_memsz});
    if (!id.empty()) *static_cast<std::string*>(result) = ToHex(id);
  }
  return 1;
}

}  // namespace

std::string BuildId() {
  std::string id;
  ::dl_iterate_phdr(&TakeFirst, &id);
  return !id.empty() ? id : Digest::Of(RealFileSystem().ReadFile("/proc/self/exe")).hex();
}

}  // namespace pkgrepo::cache
