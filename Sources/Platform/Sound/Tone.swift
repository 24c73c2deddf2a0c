import Glibc

/// A short tone of one frequency.
package struct Tone: Hashable, Sendable {
    package let hertz: Int
    package let milliseconds: Int

    /// What is played well everywhere, and above twice of what a person hears as an alarm.
    package static let sampleRate = 22_050

    /// - Parameters:
    ///   - hertz: 20 to 10,000.
    ///   - milliseconds: 1 to 5,000.
    package init(hertz: Int, milliseconds: Int = 300) {
        self.hertz = min(max(hertz, 20), 10_000)
        self.milliseconds = min(max(milliseconds, 1), 5_000)
    }

    /// A RIFF file: one channel of 16-bit PCM ("Multimedia Programming Interface and Data Specifications 1.0", 1991, Waveform Audio File Format).
    ///
    /// It swells and fades within 5 ms each, so that no loudspeaker clicks.
    package var wave: [UInt8] {
        let count = Self.sampleRate * milliseconds / 1_000
        let fade = max(1, min(Self.sampleRate / 200, count / 2))
        var file: [UInt8] = []
        file.reserveCapacity(44 + 2 * count)
        func put(_ text: String) { file += Array(text.utf8) }
        func put(_ value: some FixedWidthInteger) {
            for byte in 0..<value.bitWidth / 8 { file.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
        }
        put("RIFF")
        put(UInt32(36 + 2 * count))
        put("WAVEfmt ")
        put(UInt32(16))
        put(UInt16(1))
        put(UInt16(1))
        put(UInt32(Self.sampleRate))
        put(UInt32(2 * Self.sampleRate))
        put(UInt16(2))
        put(UInt16(16))
        put("data")
        put(UInt32(2 * count))
        for index in 0..<count {
            let loudness = min(1, Double(min(index, count - 1 - index)) / Double(fade))
            let angle = 2 * Double.pi * Double(hertz) * Double(index) / Double(Self.sampleRate)
            put(Int16(0.5 * loudness * sin(angle) * Double(Int16.max)))
        }
        return file
    }
}
