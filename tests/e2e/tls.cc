#include "tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/error.h"

namespace pkgrepo {
namespace {

using Memory = std::unique_ptr<BIO, Releases<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Releases<X509_EXTENSION_free>>;

constexpr long kDay = 24L * 60 * 60;
constexpr long kVersion3 = 2;

// Functions of OpenSSL give 1, or something, where they succeed.
void Require(bool good) {
  if (!good) throw Error("OpenSSL does not do as it is told");
}

void Add(X509& certificate, int kind, const std::string& value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  Require(extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

// Without extensions and signature. The name is the subject's.
Certificate BeginCertificate(EVP_PKEY& key, const std::string& name, long serial) {
  Certificate certificate(X509_new());
  Require(certificate != nullptr && X509_set_version(certificate.get(), kVersion3) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
  Require(X509_set_pubkey(certificate.get(), &key) == 1);
  const auto* bytes = reinterpret_cast<const unsigned char*>(name.c_str());
  Require(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8, bytes, -1,
                                     -1, 0) == 1);
  return certificate;
}

void Sign(X509& certificate, const X509& issuer, EVP_PKEY& key) {
  Require(X509_set_issuer_name(&certificate, X509_get_subject_name(&issuer)) == 1);
  Require(X509_sign(&certificate, &key, EVP_sha256()) > 0);
}

}  // namespace

CertificateAuthority::CertificateAuthority(const std::string& name) {
  self_.key.reset(EVP_EC_gen("P-256"));
  Require(self_.key != nullptr);
  self_.certificate = BeginCertificate(*self_.key, name, 1);
  Add(*self_.certificate, NID_basic_constraints, "critical,CA:TRUE");
  Sign(*self_.certificate, *self_.certificate, *self_.key);
}

TlsIdentity CertificateAuthority::Issue(const std::string& names) const {
  TlsIdentity issued{.key = Key(EVP_EC_gen("P-256")), .certificate = nullptr};
  Require(issued.key != nullptr);
  issued.certificate = BeginCertificate(*issued.key, "server of a test", 2);
  Add(*issued.certificate, NID_subject_alt_name, names);
  Sign(*issued.certificate, *self_.certificate, *self_.key);
  return issued;
}

std::string CertificateAuthority::certificate() const {
  const Memory memory(BIO_new(BIO_s_mem()));
  Require(memory != nullptr && PEM_write_bio_X509(memory.get(), self_.certificate.get()) == 1);
  const char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<size_t>(size)};
}

TlsContext MakeServerContext(const TlsIdentity& identity) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  Require(context != nullptr && SSL_CTX_use_certificate(context.get(), identity.certificate.get()) == 1 &&
          SSL_CTX_use_PrivateKey(context.get(), identity.key.get()) == 1);
  return context;
}

TlsSession AcceptTls(SSL_CTX& context, int socket) {
  TlsSession session(SSL_new(&context));
  Require(session != nullptr && SSL_set_fd(session.get(), socket) == 1);
  return SSL_accept(session.get()) == 1 ? std::move(session) : nullptr;
}

}  // namespace pkgrepo
