import Platform
import Testing

@Suite("Room on a disk")
struct DiskRoomTests {
    @Test("is that of the nearest folder that is there")
    func nearest() throws {
        let folder = try TemporaryFolder(prefix: "room")
        defer { folder.remove() }
        let here = try #require(DiskRoom(in: folder.path + "/"))
        let below = try #require(DiskRoom(in: folder.path + "/not/yet/"))
        #expect(here.megabytes > 0)
        // Others write to the same disk meanwhile.
        #expect(max(here.megabytes, below.megabytes) - min(here.megabytes, below.megabytes) < 1_024)
        #expect(DiskRoom(in: "/etc/passwd/none/") == nil)
    }

    @Test(
        "little, and none",
        arguments: [
            (500, nil, .enough), (499, nil, .little), (20, 100, .little), (19, nil, .none), (5_000, 99, .none),
        ] as [(UInt64, UInt64?, DiskRoom.Level)]
    )
    func levels(megabytes: UInt64, files: UInt64?, level: DiskRoom.Level) {
        #expect(DiskRoom(bytes: megabytes << 20, files: files).level == level)
    }
}
