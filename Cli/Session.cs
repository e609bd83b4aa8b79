using OrleansJobs.Cli.Http;
using Spectre.Console.Rendering;

namespace OrleansJobs.Cli;

/// <summary>One run of a command: what was given, the service, and where to tell.</summary>
internal sealed class Session : IDisposable
{
    private const int FewRetries = 2;

    private readonly ParseResult _parsed;
    private readonly AnswerTap _tap;

    public Session(ParseResult parsed, bool isPatient, CancellationToken stop)
    {
        (_parsed, Stop) = (parsed, stop);
        Surroundings = (Surroundings)parsed.InvocationConfiguration;
        AsJson = parsed.GetValue<bool>(Shared.JsonName);
        Screen = new Screen(Surroundings);
        Address = Shared.Address(parsed.GetValue<string>(Shared.UrlName), Surroundings);
        _tap = new AnswerTap(Surroundings.Network());
        Http = new HttpClient(_tap) { BaseAddress = Address };
        var options = new OrleansJobsClientOptions { TimeProvider = Surroundings.Time, ApiKey = Shared.Key(parsed.GetValue<string>(Shared.KeyName), Surroundings) };
        if (!isPatient) options.MaxRetries = FewRetries;
        Client = new OrleansJobsClient(Http, options);
    }

    /// <summary>What the program has to do with.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>The service.</summary>
    public OrleansJobsClient Client { get; }

    /// <summary>The service, for what the client has no method for.</summary>
    public HttpClient Http { get; }

    /// <summary>Where the service is.</summary>
    public Uri Address { get; }

    /// <summary>Where to tell.</summary>
    public Screen Screen { get; }

    /// <summary>Whether a program reads what is told.</summary>
    public bool AsJson { get; }

    /// <summary>Whether somebody wants it to end.</summary>
    public CancellationToken Stop { get; }

    public void Dispose()
    {
        Client.Dispose();
        Http.Dispose();
    }

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => _parsed.GetValue(argument)!;

    /// <summary>JSON that was given as a text, as @file, or as - for the standard input; null: none.</summary>
    public async Task<JsonElement?> GetJson(Option<string?> option)
    {
        if (Get(option) is not { } text) return null;
        return await JsonText.Read(text, option.Name, Surroundings.Input, Stop);
    }

    /// <summary>Tells of what the service answered last.</summary>
    /// <param name="value">The answer, as it was read.</param>
    /// <param name="view">How a person sees it.</param>
    public void Show<T>(T value, Func<T, IRenderable> view)
    {
        if (AsJson) Screen.WriteJson(_tap.Answer);
        else Screen.Write(view(value));
    }

    /// <summary>Tells that something is done whose answer a person does not want to read.</summary>
    public void Done(string sentence)
    {
        if (!AsJson) Screen.WriteLine(sentence);
        else if (_tap.HasAnswer) Screen.WriteJson(_tap.Answer);
    }

    /// <summary>Tells of a list, page by page as it is read.</summary>
    /// <param name="items">The list.</param>
    /// <param name="grid">How a person sees it.</param>
    /// <param name="most">The longest that it may be; null: any.</param>
    public async Task ShowAll<T>(IAsyncEnumerable<T> items, Grid<T> grid, int? most = null)
    {
        var some = most is { } count ? items.Take(count) : items;
        if (AsJson) await WriteItems(some);
        else Screen.Write(grid.Of(await some.ToListAsync(Stop), Screen.Words));
    }

    /// <summary>Tells of a list that came in one answer.</summary>
    public Task ShowAll<T>(IReadOnlyList<T> items, Grid<T> grid) => ShowAll(items.ToAsyncEnumerable(), grid);

    private async Task WriteItems<T>(IAsyncEnumerable<T> items)
    {
        var (page, place) = (default(JsonElement), 0);
        await foreach (var _ in items.WithCancellation(Stop))
        {
            if (!_tap.Items.Equals(page)) (page, place) = (_tap.Items, 0);
            Screen.WriteJson(page[place++]);
        }
    }
}
