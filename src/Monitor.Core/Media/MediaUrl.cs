using System.Security.Cryptography;
using System.Text;

namespace Monitor.Core.Media;

/// <summary>Identity of an attachment: its URL without the parts that change from one reading to the next.</summary>
public static class MediaUrl
{
    private static readonly string[] VolatileParameters =
        ["token", "expires", "signature", "sig", "x-amz-signature", "x-amz-date", "x-amz-expires", "x-amz-credential"];

    /// <summary>SHA-256 of the URL less fragment and volatile parameters, in lower-case hexadecimal digits.</summary>
    public static string Identity(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)) return Hash(url);
        return Hash(parsed.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + "?" + string.Join('&', Parameters(parsed).Where(pair => !IsVolatile(pair))));
    }

    /// <summary>Identity of a source that anybody may have written: where something was left out of its URL, it is the same only inside its own post.
    /// Otherwise a server could hide a video behind /v.mp4?token=2 after it gave /v.mp4?token=1.</summary>
    public static string IdentityIn(string nativeId, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && Parameters(parsed).Any(IsVolatile) ? Hash(nativeId + "\n" + Identity(url)) : Identity(url);

    private static string[] Parameters(Uri url) => url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsVolatile(string pair) => VolatileParameters.Contains(pair.Split('=')[0].ToLowerInvariant());

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
