#include "ytt/datavalues/values_document.h"

namespace pkgrepo::ytt {

ValuesDocument ValuesDocument::Descend() const {
  ValuesDocument deeper = *this;
  deeper.library_.erase(deeper.library_.begin());
  return deeper;
}

ValuesDocuments DescendTo(const ValuesDocuments& documents, const std::string& path,
                          const std::string& alias) {
  ValuesDocuments received;
  for (const ValuesDocument& document : documents) {
    if (document.library().empty() || !document.library()[0].Matches(path, alias)) continue;
    received.push_back(document.Descend());
  }
  return received;
}

ValuesDocuments ForThisLibrary(const ValuesDocuments& documents) {
  ValuesDocuments chosen;
  for (const ValuesDocument& document : documents) {
    if (document.library().empty()) chosen.push_back(document);
  }
  return chosen;
}

ValuesDocuments ForOtherLibraries(const ValuesDocuments& documents) {
  ValuesDocuments chosen;
  for (const ValuesDocument& document : documents) {
    if (!document.library().empty()) chosen.push_back(document);
  }
  return chosen;
}

}  // namespace pkgrepo::ytt
