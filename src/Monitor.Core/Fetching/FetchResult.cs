using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;

namespace Monitor.Core.Fetching;

/// <summary>A finished exchange: its record and, where the server sent one, its body in the media store.</summary>
public sealed record FetchResult(Exchange Exchange, StoredBlob? Body, string? ContentEncoding)
{
    /// <summary>What was asked for; null of an exchange that was only needed by another one and did not end well.</summary>
    public FetchRequest? Request { get; init; }

    public EgressRoute Route { get; init; } = EgressRoute.Direct;

    /// <summary>Exchanges that this one needed, such as of a certificate that the server left out; kept with it.</summary>
    public IReadOnlyList<FetchResult> Along { get; init; } = [];

    public int Status => Exchange.Status;

    public bool IsNotModified => Status == 304;

    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Header(string name) => Exchange.Header(name);
}
