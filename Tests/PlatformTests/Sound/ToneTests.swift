import FoundationEssentials
import Platform
import TestKit
import Testing

@Suite("Tones")
struct ToneTests {
    @Test("a WAV file of one frequency", arguments: [1_500, 2_500])
    func wave(hertz: Int) throws {
        let file = Tone(hertz: hertz, milliseconds: 500).wave
        func number(_ range: Range<Int>) -> Int { range.reversed().reduce(0) { $0 << 8 | Int(file[$1]) } }
        func word(_ range: Range<Int>) -> String { String(decoding: file[range], as: UTF8.self) }
        #expect(word(0..<4) == "RIFF" && word(8..<16) == "WAVEfmt " && word(36..<40) == "data")
        #expect(number(4..<8) == file.count - 8 && number(40..<44) == file.count - 44)
        #expect(number(20..<22) == 1 && number(22..<24) == 1 && number(24..<28) == 22_050 && number(34..<36) == 16)
        let samples = stride(from: 44, to: file.count, by: 2).map { Int16(truncatingIfNeeded: number($0..<$0 + 2)) }
        #expect(samples.count == 11_025)
        // A sine passes zero twice in each of its periods.
        let crossings = zip(samples, samples.dropFirst()).count { ($0 < 0) != ($1 < 0) }
        #expect(abs(Double(crossings) - 2 * Double(hertz) * 0.5) <= 4)
        #expect(samples.first == 0 && samples.last == 0)
        #expect((14_000...16_500).contains(Int(samples.map { $0.magnitude }.max() ?? 0)))
    }

    @Test("what is out of bounds is brought within them")
    func bounds() {
        #expect(Tone(hertz: -3, milliseconds: 0) == Tone(hertz: 20, milliseconds: 1))
        #expect(Tone(hertz: 1 << 40, milliseconds: 1 << 40) == Tone(hertz: 10_000, milliseconds: 5_000))
        #expect(Tone(hertz: 20, milliseconds: 1).wave.count == 44 + 2 * 22)
    }

    @Test("a program is taken only where a device plays")
    func atHand() throws {
        let folder = try TemporaryFolder(prefix: "sound", isInMemory: true)
        let program = folder.path + "/aplay"
        try FileBytes.create(program, Array("#!/bin/sh\n".utf8), permissions: 0o700)
        func way() -> TonePlayer.Way {
            TonePlayer.atHand(devices: folder.path + "/snd", search: "/none:" + folder.path)
        }
        #expect(way() != .program(program))
        try FileManager.default.createDirectory(atPath: folder.path + "/snd", withIntermediateDirectories: true)
        try FileBytes.create(folder.path + "/snd/pcmC0D0c", [])
        #expect(way() != .program(program))
        try FileBytes.create(folder.path + "/snd/pcmC0D0p", [])
        #expect(way() == .program(program))
    }

    @Test("the program gets the file, and nothing of ours stays open in it")
    func played() async throws {
        let folder = try TemporaryFolder(prefix: "sound", isInMemory: true)
        let program = folder.path + "/player"
        let script = """
            #!/bin/sh
            ls /proc/self/fd | wc -w > \(folder.path)/open
            cp "$1" \(folder.path)/heard.part && mv \(folder.path)/heard.part \(folder.path)/heard
            """
        try FileBytes.create(program, Array(script.utf8), permissions: 0o700)
        let tone = Tone(hertz: 1_500, milliseconds: 20)
        TonePlayer(.program(program)).play(tone)
        let heard = folder.path + "/heard"
        #expect(try await eventually(within: .seconds(20)) { FileBytes.exists(heard) })
        #expect(try FileBytes.read(heard, limit: 100_000) == tone.wave)
        // Its three, and the folder that `ls` itself reads.
        #expect(try FileBytes.readText(folder.path + "/open", limit: 100) == "4\n")
    }
}
