using Microsoft.Extensions.Options;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Review;

namespace Monitor.Core.Recognition.Speech;

/// <summary>Asks the service that the configuration names, in the form of OpenAI's audio/transcriptions. Follows no redirect, takes at most 1 MB, waits at most half an hour.</summary>
public sealed class HttpSpeechRecognizer(Egress egress, IOptions<SpeechOptions> options) : ISpeechRecognizer, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly ServiceWay service = egress.ToService("speech", options.Value.Url, options.Value.Egress);

    public async Task<string> RecognizeAsync(string wavFile, long durationMs, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        await using var sound = File.OpenRead(wavFile);
        using var form = new MultipartFormDataContent { { new StreamContent(sound), "file", "speech.wav" }, { new StringContent(options.Value.Model), "model" }, { new StringContent("srt"), "response_format" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Url) { Content = form };
        try
        {
            using var answer = await service.Invoker.SendAsync(request, limit.Token);
            if (!answer.IsSuccessStatusCode) throw Unavailable($"The recogniser answers {(int)answer.StatusCode}.");
            await answer.Content.LoadIntoBufferAsync(SubtitleParser.MaxCharacters, limit.Token);
            return await answer.Content.ReadAsStringAsync(limit.Token);
        }
        catch (HttpRequestException fault)
        {
            throw Unavailable("The recogniser does not answer: " + fault.HttpRequestError);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(limit.IsCancellationRequested ? "The recogniser took longer than half an hour." : "The recogniser took no connection in time.");
        }
    }

    public void Dispose() => service.Dispose();

    private static DecodeException Unavailable(string why) => new(OutcomeReason.SpeechUnavailable, why);
}
