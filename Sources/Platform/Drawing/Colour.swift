/// An opaque colour.
package struct Colour: Hashable, Sendable {
    /// 0 to 255 each.
    package let red, green, blue: UInt8

    /// From `0xRRGGBB`.
    package init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }
}
