import CCurl

// Plain functions with libcurl's signatures: a closure could inherit an isolation that the loop's thread does not have.

/// `CURLOPT_WRITEFUNCTION`: any result but the byte count ends the transfer.
func transferBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?)
    -> Int
{
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let total = size * count
    return transfer.receivedBody(UnsafeRawBufferPointer(start: bytes, count: total)) ? total : total &+ 1
}

/// `CURLOPT_HEADERFUNCTION`: one call per line, the status line and the empty last line included.
func transferHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let total = size * count
    return transfer.receivedHeader(UnsafeRawBufferPointer(start: bytes, count: total)) ? total : total &+ 1
}

/// `CURLOPT_PREREQFUNCTION`: after the connection stands, before each sending.
func transferAboutToSend(
    _ context: UnsafeMutableRawPointer?,
    _ remoteAddress: UnsafeMutablePointer<CChar>?,
    _ localAddress: UnsafeMutablePointer<CChar>?,
    _ remotePort: CInt,
    _ localPort: CInt
) -> CInt {
    guard let context else { return CInt(CURL_PREREQFUNC_ABORT) }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return CInt(transfer.aboutToSend() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
}
