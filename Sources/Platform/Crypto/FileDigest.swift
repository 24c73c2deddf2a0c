/// What tells files apart by their content.
package enum FileDigest {
    /// SHA-256 in 64 hexadecimal digits.
    ///
    /// - Throws: ``FernetError`` of kind `library` where OpenSSL fails.
    package static func sha256(_ bytes: [UInt8]) throws(FernetError) -> String {
        try OpenSSL.sha256(bytes).hexadecimal
    }
}
