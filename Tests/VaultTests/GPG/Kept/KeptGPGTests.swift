import Dispatch
import FoundationEssentials
import Glibc
import LatchkeyTestSupport
import Testing

@testable import Vault

@Suite("A kept gpg")
struct KeptGPGTests {
    private static func home(_ keyring: TemporaryKeyring) -> GPGSettings {
        GPGSettings(home: keyring.home.path)
    }

    @Test("seals and opens one message after the other, each its own, of every size")
    func roundTrips() async throws {
        let site = try await KeptSite()
        let sizes = [0, 1, 5, 186, 200, 511, 512, 700, 8192, 70_000, 5_000_000, 3, 0, 700]
        for (number, size) in sizes.enumerated() {
            let plaintext = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
            let sealed = try #require(site.lane.seal(plaintext, to: [site.own]))
            // One of 200 bytes might be one of 199 that came through a pipe.
            #expect(try #require(SealedShape(sealed)).fits(plaintext: size) == (size != 200))
            let opened = try #require(site.lane.open(sealed))
            #expect(opened.plaintext == plaintext)
            #expect(opened.keyIDs == SealedShape(sealed)?.sessionKeys.map(\.keyID))
            #expect(await site.verdict(sealed) == .success(plaintext))
        }
    }

    @Test("opens what others sealed: armored, to several keys, to hidden ones, in other forms")
    func openForeign() async throws {
        let site = try await KeptSite()
        let other = try TemporaryKeyring()
        let foreign = try await other.addKey("Other <other@example.org>")
        try site.keyring.importPublicKeys(of: other, foreign)
        let text = Array("{\"token\": \"ä\"}\r\n".utf8)
        let forms: [([String], Int)] = [
            (["--armor", "--recipient", site.own], 1),
            (["--recipient", foreign, "--recipient", site.own], 2),
            (["--recipient", site.own, "--recipient", foreign], 2),
            (["--compress-algo", "zip", "--recipient", site.own], 1),
            (["--set-filename", "../../else", "--recipient", site.own], 1),
        ]
        for (arguments, count) in forms {
            let sealed = try site.keyring.gpg(arguments + ["--encrypt"], input: text)
            let opened = try #require(site.lane.open(sealed), "\(arguments)")
            #expect(opened.plaintext == text)
            #expect(opened.keyIDs.count == count)
            let alone = try await site.keyring.cipher().perform { context throws(GPGFailure) in
                try context.decrypt(sealed)
            }
            #expect(opened.keyIDs == alone.keyIDs)
        }
        let hidden = try site.keyring.gpg(
            ["--hidden-recipient", site.own, "--encrypt"],
            input: text
        )
        let opened = try await site.keyring.cipher().open(hidden)
        #expect(opened.plaintext == text)
        #expect(opened.keyIDs == [String(repeating: "0", count: 16)])
    }

    @Test("another list of recipients has another process, and each list gets what it asked for")
    func recipients() async throws {
        let site = try await KeptSite()
        let second = try await site.keyring.addKey("Second <second@example.org>")
        for list in [[site.own], [second], [site.own, second], [second, site.own], [second]] {
            let sealed = try #require(site.lane.seal([1, 2], to: list))
            let shape = try #require(SealedShape(sealed))
            #expect(shape.sessionKeys.count == list.count)
            for (key, fingerprint) in zip(shape.sessionKeys, list) {
                let parts = try await site.keyring.cipher().keys(matching: fingerprint)
                    .flatMap(\.parts)
                #expect(parts.contains { $0.keyID == key.keyID })
            }
        }
    }

    @Test("an expired, unknown or option-like recipient is left to gpgme to refuse")
    func badRecipients() async throws {
        let site = try await KeptSite()
        try site.keyring.gpg([
            "--faked-system-time", "20200101T000000", "--passphrase", "",
            "--quick-generate-key", "Old <old@example.org>", "default", "default", "1y",
        ])
        let cipher = site.keyring.cipher()
        let old = try #require(try await cipher.keys(matching: "old@example.org").first)
        for name in [old.fingerprint, String(repeating: "B", count: 40), "--armor"] {
            #expect(site.lane.seal([1], to: [site.own, name]) == nil)
            let error = await KeptSite.result { () throws(CipherError) in
                try await cipher.seal([1], to: [site.own, name])
            }
            guard case .failure(.recipient(name, _)) = error else {
                Issue.record("\(name): \(error)")
                continue
            }
        }
        #expect(site.lane.seal([1], to: [site.own]) != nil)
    }

    @Test("a process killed between two messages or within one costs neither")
    func killed() async throws {
        let site = try await KeptSite()
        let settings = Self.home(site.keyring)
        let gpg = try #require(KeptGPG(.sealing(to: [site.own]), settings))
        #expect(gpg.transform([1]) != nil)
        kill(gpg.process, SIGKILL)
        #expect(gpg.transform([1]) == nil)
        #expect(gpg.transform([1]) == nil)
        // Stopped, it is asked and can't answer; then it dies over the message.
        let stopped = try #require(KeptGPG(.sealing(to: [site.own]), settings))
        kill(stopped.process, SIGSTOP)
        let process = stopped.process
        DispatchQueue.global().async { kill(process, SIGKILL) }
        #expect(stopped.transform([1]) == nil)
        let sealed = try await site.keyring.cipher().seal([7], to: [site.own])
        #expect(try await site.keyring.cipher().open(sealed).plaintext == [7])
    }

    @Test("a passphrase reaches it; a wrong one or none is left to gpgme to tell")
    func passphrase() async throws {
        let keyring = try TemporaryKeyring()
        let secret = Secret("correct horse")
        let key = try await keyring.home.generate(
            KeyRequest(userID: "Locked <locked@example.org>", passphrase: secret)
        )
        let sealed = try #require(KeptSite.lane(keyring).seal([1, 2], to: [key]))
        try keyring.forgetPassphrases()
        #expect(KeptSite.lane(keyring).open(sealed) == nil)
        #expect(KeptSite.lane(keyring, .given(Secret("wrong"))).open(sealed) == nil)
        for (passphrase, reason) in [
            (GPGSettings.Passphrase.given(Secret("wrong")), "the passphrase is wrong"),
            (
                .never,
                "the key has a passphrase and none was given: set LATCHKEY_GPG_PASSPHRASE"
            ),
        ] {
            await #expect(throws: CipherError.locked(reason: reason)) {
                try await keyring.cipher(passphrase: passphrase).open(sealed)
            }
        }
        let lane = KeptSite.lane(keyring, .given(secret))
        for _ in 0..<3 {
            #expect(lane.open(sealed)?.plaintext == [1, 2])
            try keyring.forgetPassphrases()
        }
    }

    @Test("it ends with its owner: no zombie, no descriptor, nothing in its folder but links")
    func leavesNothing() async throws {
        let site = try await KeptSite()
        let settings = Self.home(site.keyring)
        var gpg = KeptGPG(.sealing(to: [site.own]), settings)
        let process = try #require(gpg?.process)
        #expect(gpg?.transform([UInt8](repeating: 1, count: 100_000)) != nil)
        let files = "/proc/\(process)/fd"
        for number in [KeptGPG.plaintextDescriptor, KeptGPG.ciphertextDescriptor] {
            var status = stat()
            #expect(unsafe stat("\(files)/\(number)", &status) == 0)
            #expect(status.st_size == 0)
        }
        let folder = try #require(MessageFolder.shared()).path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(Set(names) == ["message", "message.gpg", "message.asc"])
        for name in names {
            let target = try FileManager.default.destinationOfSymbolicLink(
                atPath: "\(folder)/\(name)"
            )
            #expect(target.hasPrefix("/proc/self/fd/"))
        }
        gpg = nil
        #expect(kill(process, 0) != 0)
        #expect(errno == ESRCH)
    }

    @Test("many messages through one lane leave no file open, and its end closes them all")
    func descriptors() async {
        // A process of its own: other tests open files, too.
        await #expect(processExitsWith: .success) {
            let site = try await KeptSite()
            let open = {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            // The folder of names is the whole process's, and is there to stay.
            let folder = try #require(MessageFolder.shared())
            let before = try open()
            var lane: KeptLane? = KeptSite.lane(site.keyring)
            let first = try #require(lane?.seal([1], to: [site.own]))
            #expect(lane?.open(first)?.plaintext == [1])
            let during = try open()
            // Two processes: a line and two files each.
            #expect(during == before + 6)
            for number in 0..<50 as Range<UInt8> {
                let sealed = try #require(lane?.seal([number], to: [site.own]))
                #expect(lane?.open(sealed)?.plaintext == [number])
                #expect(lane?.open([number]) == nil)
            }
            _ = try #require(lane?.open(first))
            #expect(try open() == during)
            lane = nil
            #expect(try open() == before)
            withExtendedLifetime(folder) {}
        }
    }

    @Test("a key pressed at the terminal does not end it", arguments: [SIGINT, SIGTERM, SIGHUP])
    func shielded(_ signal: CInt) async throws {
        let site = try await KeptSite()
        let gpg = try #require(KeptGPG(.sealing(to: [site.own]), Self.home(site.keyring)))
        #expect(kill(gpg.process, signal) == 0)
        #expect(gpg.transform([1]) != nil)
    }

    @Test("it inherits its own files alone, and no other lane's line")
    func inheritsNothing() async throws {
        let site = try await KeptSite()
        let settings = Self.home(site.keyring)
        let first = try #require(KeptGPG(.sealing(to: [site.own]), settings))
        // Left open to children by mistake, low and high.
        let stray = unsafe open("/dev/null", O_RDONLY)
        let high = fcntl(stray, F_DUPFD, 50)
        defer {
            close(stray)
            close(high)
        }
        let second = try #require(KeptGPG(.opening, settings))
        let sealed = try #require(first.transform([1])).plaintext
        #expect(second.transform(sealed)?.plaintext == [1])
        let descriptors = try FileManager.default.contentsOfDirectory(
            atPath: "/proc/\(second.process)/fd"
        )
        for descriptor in descriptors {
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(second.process)/fd/\(descriptor)"
            )
            #expect(target != "/dev/null" || descriptor == "1", "\(descriptor)")
        }
        withExtendedLifetime(first) {}
    }
}

extension TemporaryKeyring {
    /// Has the agent ask again.
    fileprivate func forgetPassphrases() throws {
        try Subprogram.run(
            "gpg-connect-agent",
            ["--homedir", home.path, "reloadagent", "/bye"]
        )
    }
}
