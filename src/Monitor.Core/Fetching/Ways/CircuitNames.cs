using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Core.Fetching.Ways;

/// <summary>What a circuit is called at the proxy. Tor carries streams with different SOCKS user names on different circuits (IsolateSOCKSAuth), so
/// a name must never be that of another channel, nor of another installation at the same Tor: both name and password come from a random key.</summary>
/// <param name="key">32 random bytes, one key a data folder.</param>
public sealed class CircuitNames(byte[] key)
{
    private const int KeyLength = 32;

    /// <summary>Names that no other process has, and that are gone with this one.</summary>
    public static CircuitNames Random() => new(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>The key in that file, which is made where it is not there; readable by its owner only.</summary>
    public static CircuitNames Load(string file)
    {
        if (File.Exists(file) && File.ReadAllBytes(file) is { Length: KeyLength } known) return new CircuitNames(known);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        made.Write(key);
        made.Flush(flushToDisk: true);
        return new CircuitNames(key);
    }

    /// <summary>A label for requests that belong together and to nothing else.</summary>
    public static string Once(string what) => $"{what} {Guid.NewGuid():N}";

    /// <summary>User name and password of a circuit: 32 hexadecimal digits each.</summary>
    public NetworkCredential Of(string circuit) => new(Derive("name", circuit), Derive("word", circuit));

    private string Derive(string part, string circuit) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{part}\n{circuit}")).AsSpan(0, 16));
}
