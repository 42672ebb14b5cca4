using System.Text.RegularExpressions;

namespace Monitor.Core.Fetching.Ways;

/// <summary>A way out: direct, or through one SOCKS5 proxy.</summary>
/// <param name="Proxy">host:port of the proxy; null when direct.</param>
public sealed partial record EgressRoute(string? Proxy)
{
    /// <summary>The word for going out without a proxy.</summary>
    public const string DirectWord = "direct";

    private const string Scheme = "socks5://";

    public static EgressRoute Direct { get; } = new((string?)null);

    public bool IsProxied => Proxy is not null;

    /// <summary>"direct" or "socks5://host:port".</summary>
    public string Text => IsProxied ? Scheme + Proxy : DirectWord;

    /// <summary>"direct" or "socks5": what an exchange keeps of it.</summary>
    public string Mode => IsProxied ? "socks5" : DirectWord;

    /// <summary>Reads "direct" or "socks5://host:port", with or without the scheme; null where it is neither.</summary>
    public static EgressRoute? Parse(string text)
    {
        text = text.Trim();
        if (text == DirectWord) return Direct;
        var address = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text;
        return AddressPattern().Match(address) is { Success: true } match && int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 65535 ? new EgressRoute(address) : null;
    }

    [GeneratedRegex("^(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})$")]
    private static partial Regex AddressPattern();
}
