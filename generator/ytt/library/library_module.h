// @ytt:library: get(path, alias=…), whose result has with_data_values(), with_data_values_schema(), eval(),
// export() and data_values().
//
// https://carvel.dev/ytt/docs/v0.48.x/lang-ref-ytt-library/

#ifndef PKGREPO_YTT_LIBRARY_LIBRARY_MODULE_H_
#define PKGREPO_YTT_LIBRARY_LIBRARY_MODULE_H_

#include "ytt/library/library_execution.h"

namespace pkgrepo::ytt {

struct LibraryModuleContext {
  // The folder of the file that loads the module, whose "_ytt_lib" is searched. Must outlive the module.
  const LibraryTree& library;
  // What libraries inherit unless library.get() says otherwise.
  ExecutionOptions options = {};
  // Documents for the libraries in this one, its own and those from above.
  ValuesDocuments values = {};
  ValuesDocuments schemas = {};
};

starlark::Value MakeLibraryModule(const LibraryModuleContext& context);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_LIBRARY_MODULE_H_
