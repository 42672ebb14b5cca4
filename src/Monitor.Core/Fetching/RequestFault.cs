using System.Security.Authentication;

namespace Monitor.Core.Fetching;

/// <summary>Tells what a fault of the HTTP library means. Pure.</summary>
internal static class RequestFault
{
    /// <summary>Null where it is none of a request.</summary>
    public static FetchRefusedException? Translate(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
            if (inner is FetchRefusedException refusal) return new FetchRefusedException(refusal.Refusal, refusal.Message, fault);
        return fault switch
        {
            // A connect or handshake that hangs ends as a cancellation that nobody asked for.
            OperationCanceledException => new FetchRefusedException(FetchRefusal.ConnectFailed, "The host did not take the connection, or did not finish the TLS handshake, in time.", fault),
            HttpRequestException { InnerException: AuthenticationException } => new FetchRefusedException(FetchRefusal.TlsFailed, "The server's certificate or TLS handshake was not accepted.", fault),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } => new FetchRefusedException(FetchRefusal.ConnectFailed, "The host cut the connection before it was made.", fault),
            ObjectDisposedException => new FetchRefusedException(FetchRefusal.ConnectFailed, "The connection was put away before it was used.", fault),
            HttpRequestException or IOException => new FetchRefusedException(FetchRefusal.ProtocolError, "The server could not be spoken to.", fault),
            _ => null,
        };
    }
}
