// A document of data values, or of their schema, on its way to the library that it is for.

#ifndef PKGREPO_YTT_DATAVALUES_VALUES_DOCUMENT_H_
#define PKGREPO_YTT_DATAVALUES_VALUES_DOCUMENT_H_

#include <memory>
#include <string>
#include <vector>

#include "yaml/node.h"
#include "ytt/datavalues/library_ref.h"

namespace pkgrepo::ytt {

class ValuesDocument {
 public:
  ValuesDocument(yaml::Item document, LibraryRef library, bool after_library_module = false)
      : document_(std::move(document)),
        library_(std::move(library)),
        given_library_(library_),
        after_library_module_(after_library_module),
        used_(std::make_shared<bool>(false)) {}

  const yaml::Item& document() const { return document_; }
  // The way from the library at hand to the one that is meant; empty once there.
  const LibraryRef& library() const { return library_; }
  // The same as it was given at first, for messages.
  const LibraryRef& given_library() const { return given_library_; }
  // Whether it counts after what the code passes to with_data_values(), instead of before.
  bool after_library_module() const { return after_library_module_; }

  // The same document one library further down. Precondition: library() is not empty.
  ValuesDocument Descend() const;

  // Whether any library took it: shared by all copies.
  bool used() const { return *used_; }
  void MarkUsed() const { *used_ = true; }

 private:
  yaml::Item document_;
  LibraryRef library_;
  LibraryRef given_library_;
  bool after_library_module_;
  std::shared_ptr<bool> used_;
};

using ValuesDocuments = std::vector<ValuesDocument>;

// The documents that go to the library `path` with this `alias`: those whose next step matches.
ValuesDocuments DescendTo(const ValuesDocuments& documents, const std::string& path,
                          const std::string& alias);

// Those for the library at hand, or all others.
ValuesDocuments ForThisLibrary(const ValuesDocuments& documents);
ValuesDocuments ForOtherLibraries(const ValuesDocuments& documents);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_DATAVALUES_VALUES_DOCUMENT_H_
