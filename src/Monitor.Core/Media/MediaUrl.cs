using System.Security.Cryptography;
using System.Text;

namespace Monitor.Core.Media;

/// <summary>Identity of an attachment: its URL without the parts that change from one reading to the next.</summary>
public static class MediaUrl
{
    private static readonly string[] VolatileParameters =
        ["token", "expires", "signature", "sig", "e", "hash", "x-amz-signature", "x-amz-date", "x-amz-expires", "x-amz-credential"];

    /// <summary>SHA-256 of the URL less fragment and volatile parameters, in lower-case hexadecimal digits.</summary>
    public static string Identity(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)) return Hash(url);
        var kept = parsed.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !VolatileParameters.Contains(pair.Split('=')[0].ToLowerInvariant()));
        return Hash(parsed.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + "?" + string.Join('&', kept));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
