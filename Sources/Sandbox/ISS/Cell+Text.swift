extension Cell {
    func writeJSON(to output: inout [UInt8]) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .int(let value): Self.write(value, to: &output)
        case .decimal(let mantissa, let scale): Self.write(mantissa, scale: scale, to: &output)
        case .text(let text): JSON.write(text, to: &output)
        }
    }

    func writeCSV(to output: inout [UInt8], decimalComma: Bool) {
        switch self {
        case .null: break
        case .int(let value): Self.write(value, to: &output)
        case .decimal(let mantissa, let scale):
            Self.write(mantissa, scale: scale, point: UInt8(ascii: decimalComma ? "," : "."), to: &output)
        case .text(let text): output.append(contentsOf: text.utf8)
        }
    }

    /// Empty for null.
    var plainText: String {
        var output: [UInt8] = []
        writeCSV(to: &output, decimalComma: false)
        return String(decoding: output, as: UTF8.self)
    }

    private static func write(_ value: Int64, to output: inout [UInt8]) {
        if (0..<10).contains(value) {
            output.append(UInt8(ascii: "0") + UInt8(value))
            return
        }
        let first = output.count
        var rest = value.magnitude
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        if value < 0 { output.append(UInt8(ascii: "-")) }
        output[first...].reverse()
    }

    /// Without zeros at the end, as the exchange writes doubles: 39.4, 251.
    private static func write(_ mantissa: Int64, scale: Int, point: UInt8 = UInt8(ascii: "."), to output: inout [UInt8])
    {
        var magnitude = mantissa.magnitude
        var scale = scale
        while scale > 0, magnitude.isMultiple(of: 10) {
            magnitude /= 10
            scale -= 1
        }
        guard scale > 0 else {
            write(mantissa < 0 ? -Int64(magnitude) : Int64(magnitude), to: &output)
            return
        }
        let first = output.count
        var digits = 0
        while digits <= scale || magnitude > 0 {
            if digits == scale { output.append(point) }
            output.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
            magnitude /= 10
            digits += 1
        }
        if mantissa < 0 { output.append(UInt8(ascii: "-")) }
        output[first...].reverse()
    }
}
