import CCrypto

/// HMAC with SHA-256 (RFC 2104) under one key.
final class HMACContext {
    private let context: OpaquePointer

    init(key: [UInt8]) throws(FernetError) {
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil) else { throw OpenSSL.failure("EVP_MAC_fetch") }
        defer { EVP_MAC_free(algorithm) }
        guard let context = EVP_MAC_CTX_new(algorithm) else { throw OpenSSL.failure("EVP_MAC_CTX_new") }
        self.context = context
        var digest = Array("SHA256".utf8CString)
        let result = digest.withUnsafeMutableBufferPointer { digest in
            let parameters = [
                OSSL_PARAM_construct_utf8_string("digest", digest.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(context, key, key.count, parameters)
        }
        guard result == 1 else { throw OpenSSL.failure("EVP_MAC_init") }
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// - Parameter code: 32 bytes.
    func sign(
        _ message: UnsafeBufferPointer<UInt8>,
        into code: UnsafeMutableBufferPointer<UInt8>
    ) throws(FernetError) {
        // Without a key it begins anew under the same one.
        guard EVP_MAC_init(context, nil, 0, nil) == 1 else { throw OpenSSL.failure("EVP_MAC_init") }
        var count = 0
        guard EVP_MAC_update(context, message.baseAddress, message.count) == 1,
            EVP_MAC_final(context, code.baseAddress, &count, code.count) == 1, count == 32
        else { throw OpenSSL.failure("HMAC-SHA256") }
    }
}
