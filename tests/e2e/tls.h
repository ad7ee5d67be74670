// TLS for servers of tests: a certificate authority of their own, and the server's side of a session.
//
//   const CertificateAuthority authority("test authority");
//   LoopbackServer server(handler, authority.Issue("IP:127.0.0.1"));
//   CurlHttpClient http({.ca_certificates = authority.certificate()});

#ifndef PKGREPO_TESTS_E2E_TLS_H_
#define PKGREPO_TESTS_E2E_TLS_H_

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace pkgrepo {

template <auto free>
struct Releases {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Releases<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Releases<X509_free>>;
using TlsContext = std::unique_ptr<SSL_CTX, Releases<SSL_CTX_free>>;
using TlsSession = std::unique_ptr<SSL, Releases<SSL_free>>;

// What a server shows, and the key that proves it.
struct TlsIdentity {
  Key key;
  Certificate certificate;
};

// A new one each time; all it issues is good for a day.
class CertificateAuthority {
 public:
  explicit CertificateAuthority(const std::string& name);

  // `names` as OpenSSL writes them: "DNS:registry.test,IP:127.0.0.1".
  TlsIdentity Issue(const std::string& names) const;
  // Its own certificate in PEM.
  std::string certificate() const;

 private:
  TlsIdentity self_;
};

TlsContext MakeServerContext(const TlsIdentity& identity);
// The session of a connection that has been accepted; null if the other side does not speak TLS, or does not trust us.
TlsSession AcceptTls(SSL_CTX& context, int socket);

}  // namespace pkgrepo

#endif  // PKGREPO_TESTS_E2E_TLS_H_
