using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.App.Accounts;
using Monitor.App.Data;
using Monitor.App.Inspect;
using Monitor.App.Jobs;
using Monitor.App.Searching;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Alarms;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Import;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Channels.YouTube;
using Monitor.Core.Database;
using Monitor.Core.Evidence;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.People;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Recognition.Film;
using Monitor.Core.Recognition.Speech;
using Monitor.Core.Recognition.Tesseract;
using Monitor.Core.Reposts;
using Monitor.Core.Review;
using Monitor.Core.Triage;
using Monitor.Embedded.FileStore;
using Monitor.Embedded.Lucene;
using Monitor.Embedded.Sqlite;
using Monitor.Scale.Elasticsearch;

namespace Monitor.App;

/// <summary>What the program is made of. The choice of adapters is made here, once.</summary>
public static class MonitorServices
{
    /// <summary>The door, the parsers' readers and the decoders: all that an inspection needs.</summary>
    public static IServiceCollection AddMonitorTools(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<FetchingOptions>().Bind(configuration.GetSection(FetchingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MediaOptions>().Bind(configuration.GetSection(MediaOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => MakeOpenings(provider.GetRequiredService<IOptions<FetchingOptions>>().Value));
        services.AddSingleton<HostResolver>(Dns.GetHostAddressesAsync);
        services.AddSingleton(_ => CircuitNames.Random()).AddSingleton<AddressPolicy>().AddSingleton<Egress>().AddSingleton<SafeHttp>().AddSingleton<ReaderDoor>();
        services.AddSingleton<IChannelReader, TelegramReader>().AddSingleton<IChannelReader, FeedChannelReader>().AddSingleton<IChannelReader, YouTubeReader>();
        services.AddSingleton<SandboxedProcess>().AddSingleton<PagePrinter>().AddSingleton<RegionPicture>().AddSingleton<SandboxProbe>().AddSingleton<ToolVersions>().AddSingleton<MediaProber>();
        services.AddSingleton<ScanClip>().AddSingleton<TakeStills>().AddSingleton<KeyframeExtractor>().AddSingleton<ViewingCopyMaker>().AddSingleton<TextPictures>().AddSingleton<ITextRecognizer, TesseractRecognizer>().AddSingleton<FilmLooks>().AddSingleton<FilmText>().AddSingleton<LineReader>().AddSingleton<FilmReader>().AddSingleton<CaptionReader>().AddSingleton<SoundFingerprinter>().AddSingleton<MediaWork>();
        return services;
    }

    /// <summary>The pipeline over one data folder.</summary>
    public static IServiceCollection AddMonitorFolder(this IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        AdapterChoice.Check(configuration);
        services.AddSingleton(folder);
        // What is being decoded names people too: it lies where the next start clears it, not in a folder of the whole machine.
        services.PostConfigure<MediaOptions>(media => media.ScratchFolder = string.IsNullOrEmpty(media.ScratchFolder) ? folder.Scratch : media.ScratchFolder);
        services.AddDbContextFactory<MonitorDbContext>(options => options.UseMonitorSqlite(folder.Database));
        services.AddSingleton<WriteGate>();
        services.AddSingleton(_ => CircuitNames.Load(folder.CircuitKey)).AddSingleton<Chance>(_ => Chances.Next).AddSingleton<CrowdedHosts>();
        services.AddSingleton<FileMediaStore>(_ => new FileMediaStore(folder.Blobs)).AddSingleton<IMediaStore>(provider => provider.GetRequiredService<FileMediaStore>());
        AddIndex(services, configuration, folder);
        services.AddSingleton<RecordPosts>().AddSingleton<ReadPages>().AddSingleton<RecordPages>().AddSingleton<RecordPoll>().AddSingleton<RecordSightings>().AddSingleton<ScheduleDuePolls>().AddSingleton<ScheduleTakedownWatch>().AddSingleton<SyncPipelines>();
        services.AddSingleton<IStage, PollChannel>().AddSingleton<IStage, BackfillChannel>().AddSingleton<IStage, WatchTakedowns>().AddSingleton<IStage, DownloadMedia>().AddSingleton<IStage, ProbeMedia>().AddSingleton<IStage, ExtractKeyframes>()
            .AddSingleton<IStage, RecognizeText>().AddSingleton<IStage, MakeViewingCopy>().AddSingleton<IStage, TranscribeSpeech>().AddSingleton<IStage, IndexRecord>();
        services.AddSingleton<LoadFrameIndex>().AddSingleton<RecordMatches>().AddSingleton<IStage, FingerprintSound>().AddSingleton<IStage, MatchReposts>();
        services.AddOptions<SpeechOptions>().Bind(configuration.GetSection(SpeechOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        if (configuration["Speech:Type"] == "http") services.AddSingleton<ISpeechRecognizer, HttpSpeechRecognizer>();
        else services.AddSingleton<ISpeechRecognizer, CommandSpeechRecognizer>();
        services.AddSingleton<RunStage>().AddSingleton<ResumeStages>().AddSingleton<RetryStages>().AddSingleton<WriteOutbox>().AddSingleton<RebuildIndex>().AddSingleton<RestoreIndex>().AddSingleton<VerifyArchive>().AddSingleton<VerifyBlobs>().AddSingleton<VerifyReadings>().AddSingleton<EnterOldRows>().AddSingleton<CheckQuery>().AddSingleton<ArchiveExport>();
        services.AddSingleton<Doorbell>().AddSingleton<IDoorbell>(provider => provider.GetRequiredService<Doorbell>());
        services.AddSingleton(_ => GivenNames.Load()).AddSingleton<ImportPeople>().AddSingleton<FindPeople>().AddSingleton<EditPeople>().AddSingleton<SuggestPeople>().AddSingleton<MergePeople>();
        services.AddSingleton(_ => new Lexicons(Path.Combine(folder.Pipelines, "lexicons"), Lexicons.ProgramFolder)).AddSingleton<ScorePosts>();
        services.AddSingleton<HashPicture>().AddSingleton<FindPictures>().AddSingleton<JudgeReposts>().AddSingleton<JoinReposts>();
        services.AddSingleton<ReviewPosts>().AddSingleton<EditTags>().AddSingleton<EditActs>().AddSingleton<EditIncidents>().AddSingleton<EditTranscripts>().AddSingleton<AskMachine>().AddSingleton<PreviewImport>().AddSingleton<AuditLog>().AddSingleton<RestrictedReads>();
        services.AddOptions<AlarmOptions>().Bind(configuration.GetSection(AlarmOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ImportFiles>().AddSingleton<ImportLink>().AddSingleton<EditChannels>().AddSingleton<TryChannel>().AddSingleton<TellAlarms>();
        services.AddSingleton<MendFalseGaps>().AddSingleton<PrepareFolder>();
        return services;
    }

    private static void AddIndex(IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        if (configuration["Search:Type"] != "Elasticsearch")
        {
            services.AddSingleton<IArchiveIndex>(_ => new LuceneArchiveIndex(folder.Index));
            return;
        }

        services.AddOptions<ElasticsearchOptions>().Bind(configuration.GetSection(ElasticsearchOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        // The cluster is asked directly: where all else goes out through a proxy, it has to be near, unless a setting says otherwise.
        var isProxied = EgressRoute.Parse(configuration["Fetching:Socks5Proxy"] ?? "") is not null and { IsProxied: true };
        services.PostConfigure<ElasticsearchOptions>(options => options.IsNearOnly = isProxied && options.Egress != EgressRoute.DirectWord);
        services.AddSingleton<IArchiveIndex, ElasticsearchArchiveIndex>();
    }

    private static LoopbackOpenings MakeOpenings(FetchingOptions options)
    {
        var openings = new LoopbackOpenings();
        foreach (var endpoint in options.LoopbackOpenings) openings.Open(endpoint);
        return openings;
    }
}
