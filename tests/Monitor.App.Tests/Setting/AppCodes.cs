using OtpNet;

namespace Monitor.App.Tests.Setting;

/// <summary>An authenticator app: the codes of one secret. The server takes each once, and half a minute early.</summary>
internal sealed class AppCodes(string secret)
{
    private readonly Totp totp = new(Base32Encoding.ToBytes(secret.Replace(" ", "", StringComparison.Ordinal)));
    private long last;

    /// <summary>In Base32, as the server keeps it.</summary>
    public string Secret { get; } = secret.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A code that was not used before: of now, or of the next half minute.</summary>
    public string Next()
    {
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        last = Math.Max(step, last + 1);
        return totp.ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(last * 30).UtcDateTime);
    }
}
