import Glibc
import Platform
import TestKit
import Testing

@Suite("Journal", .timeLimit(.minutes(5)))
struct JournalTests {
    /// A folder for one journal, gone with the test.
    private final class Place {
        let folder: TemporaryFolder
        let path: String

        init() throws {
            folder = try TemporaryFolder(prefix: "journal", isInMemory: true)
            path = folder.path + "/journal"
        }

        deinit {
            folder.remove()
        }

        func open(segmentBytes: Int = 16 << 20, batchBytes: Int = 4 << 20) throws -> Journal {
            var options = Journal.Options()
            options.segmentBytes = segmentBytes
            options.batchBytes = batchBytes
            options.largestRecord = 1_000
            return try Journal(folder: path, options: options)
        }

        /// A journal with one write for each payload, closed.
        func fill(_ payloads: [String], segmentBytes: Int = 16 << 20) async throws {
            let journal = try open(segmentBytes: segmentBytes)
            for payload in payloads { try await journal.append(Array(payload.utf8)) }
            await journal.close()
        }

        func file(_ first: Int) -> String {
            "\(path)/\(String(repeating: "0", count: 20 - "\(first)".count))\(first).journal"
        }
    }

    private static func texts(_ journal: Journal, from number: UInt64 = 1) throws -> [String] {
        var reader = try journal.records(from: number)
        var texts: [String] = []
        while let record = try reader.next() { texts.append(String(decoding: record.payload, as: UTF8.self)) }
        return texts
    }

    @Test("gives back what was appended, in order and from any position, after it is opened again")
    func reading() async throws {
        let place = try Place()
        let payloads = (1...50).map { "record \($0)" } + [""]
        try await place.fill(payloads, segmentBytes: 300)
        let journal = try place.open(segmentBytes: 300)
        #expect(journal.last == 51 && journal.recovery.cut == nil)
        for start in [1, 2, 17, 51] {
            #expect(try Self.texts(journal, from: UInt64(start)) == Array(payloads[(start - 1)...]))
        }
        #expect(try Self.texts(journal, from: 52).isEmpty)
        #expect(try await journal.append(Array("more".utf8)) == 52)
        #expect(try Self.texts(journal, from: 52) == ["more"])
        for start in [UInt64(0), 54] {
            #expect(throws: JournalError.self) { try journal.records(from: start) }
        }
        await journal.close()
    }

    @Test("many appends at once all get a number of their own")
    func together() async throws {
        let place = try Place()
        let journal = try place.open(segmentBytes: 5_000)
        let numbers = try await withThrowingTaskGroup(of: (UInt64, Int).self) { group in
            for index in 0..<500 { group.addTask { (try await journal.append(Array("\(index)".utf8)), index) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(numbers.keys.sorted() == Array(1...500))
        #expect(try Self.texts(journal) == (UInt64(1)...500).map { "\(numbers[$0] ?? -1)" })
        await journal.close()
    }

    @Test("what waits behind a full write comes with the next ones, in order", arguments: [1, 7, 8, 9, 100, 4_000])
    func batches(bytes: Int) async throws {
        let place = try Place()
        let journal = try place.open(batchBytes: bytes)
        let payloads = (100..<300).map { Array("no. \($0)".utf8) }
        async let first = journal.append(contentsOf: payloads)
        async let second = journal.append(contentsOf: payloads)
        #expect(try await Set([first, second]) == [200, 400])
        #expect(try await journal.append(Array("last".utf8)) == 401)
        let texts = payloads.map { String(decoding: $0, as: UTF8.self) }
        #expect(try Self.texts(journal) == texts + texts + ["last"])
        await journal.close()
    }

    @Test("begins a new file by size, and old files can go")
    func rotation() async throws {
        let place = try Place()
        let journal = try place.open(segmentBytes: 100)
        for number in 1...30 { try await journal.append(Array("record \(number) with some text".utf8)) }
        try journal.removeFiles(before: 20)
        let error = #expect(throws: JournalError.self) { try journal.records(from: 1) }
        #expect(error?.kind == .unknownPosition)
        #expect(try Self.texts(journal, from: 20).count == 11)
        await journal.close()
        let again = try place.open(segmentBytes: 100)
        #expect(again.last == 30 && again.recovery.cut == nil)
        await again.close()
    }

    @Test("refuses a record that is too large and goes on; a closed journal takes nothing")
    func refusals() async throws {
        let place = try Place()
        let journal = try place.open()
        let large = await #expect(throws: JournalError.self) {
            try await journal.append([UInt8](repeating: 0, count: 1_001))
        }
        #expect(large?.kind == .recordTooLarge)
        #expect(try await journal.append([UInt8](repeating: 0, count: 1_000)) == 1)
        let second = #expect(throws: JournalError.self) { try place.open() }
        #expect(second?.kind == .heldByAnother)
        await journal.close()
        let closed = await #expect(throws: JournalError.self) { try await journal.append([]) }
        #expect(closed?.kind == .closed)
        await (try place.open()).close()
    }

    @Test("every length a file can be cut to leaves the records before the cut")
    func truncation() async throws {
        let place = try Place()
        let payloads = ["one", "", "three and more", "4"]
        try await place.fill(payloads)
        let path = place.file(1)
        let whole = try FileBytes.read(path, limit: 1_000)
        var ends = [20]
        for payload in payloads { ends.append((ends.last ?? 0) + 20 + payload.utf8.count) }
        #expect(whole.count == ends.last)
        for length in 0..<whole.count {
            try FileBytes.replace(path, Array(whole[..<length]))
            let journal = try place.open()
            let left = ends.count { $0 <= length }
            #expect(try Self.texts(journal) == Array(payloads.prefix(max(0, left - 1))), "\(length)")
            #expect((journal.recovery.cut == nil) == ends.contains(length), "\(length)")
            #expect(try await journal.append(Array("new".utf8)) == UInt64(max(1, left)), "\(length)")
            await journal.close()
            let again = try place.open()
            #expect(again.recovery.cut == nil)
            #expect(try Self.texts(again).last == "new")
            await again.close()
        }
    }

    @Test("every flipped bit is found: an error in what was durable before the last write, a cut in the last write")
    func bitFlips() async throws {
        let place = try Place()
        let payloads = ["one", "two", "three"]
        try await place.fill(payloads)
        let path = place.file(1)
        let whole = try FileBytes.read(path, limit: 1_000)
        let lastStart = whole.count - 20 - 5
        for bit in 0..<whole.count * 8 {
            var damaged = whole
            damaged[bit / 8] ^= 1 << (bit % 8)
            try FileBytes.replace(path, damaged)
            do {
                let journal = try place.open()
                #expect(bit / 8 >= lastStart, "\(bit)")
                #expect(journal.recovery.cut?.offset == lastStart)
                #expect(try Self.texts(journal) == ["one", "two"])
                await journal.close()
            } catch let error as JournalError {
                #expect(bit / 8 < lastStart, "\(bit)")
                #expect(error.kind == .damaged && error.detail.contains(path) && error.detail.contains("offset"))
            }
        }
    }

    @Test("damage in an older file is found by reading: it names the file and the offset")
    func olderFile() async throws {
        let place = try Place()
        try await place.fill((1...10).map { "record \($0)" }, segmentBytes: 60)
        let path = place.file(3)
        let whole = try FileBytes.read(path, limit: 1_000)
        for damage in [Array(whole.dropLast()), Array(whole[..<20]), whole.dropLast() + [0], whole + [0]] {
            try FileBytes.replace(path, damage)
            let journal = try place.open()
            var reader = try journal.records(from: 1)
            let error = #expect(throws: JournalError.self) { while try reader.next() != nil {} }
            #expect(error?.kind == .damaged && error?.detail.contains("\(path): at offset ") == true)
            await journal.close()
        }
    }

    @Test("what a power cut left of a write is cut off, zeros included")
    func tornWrite() async throws {
        let place = try Place()
        try await place.fill(["kept"])
        let kept = try FileBytes.read(place.file(1), limit: 1_000)
        for rest in [[UInt8](repeating: 0, count: 100), Array(kept[20...]), Array("rubbish of some length".utf8)] {
            try FileBytes.replace(place.file(1), kept + rest)
            let journal = try place.open()
            #expect(journal.recovery.cut?.offset == kept.count && journal.recovery.cut?.bytes == rest.count)
            #expect(try Self.texts(journal) == ["kept"])
            await journal.close()
        }
    }
}
