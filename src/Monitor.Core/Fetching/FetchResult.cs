using Monitor.Core.Media;

namespace Monitor.Core.Fetching;

/// <summary>A finished exchange: its record and, where the server sent one, its body in the media store.</summary>
public sealed record FetchResult(Exchange Exchange, StoredBlob? Body, string? ContentEncoding)
{
    public int Status => Exchange.Status;

    public bool IsNotModified => Status == 304;

    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Header(string name) => Exchange.Header(name);
}
