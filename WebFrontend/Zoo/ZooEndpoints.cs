using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.Zoo;

namespace OrleansJobs.WebFrontend.Zoo;

/// <summary>
/// The zoo over HTTP. Some routes keep the form of an older service, whose clients know them: the answer to GET /animals/{name} is the
/// id alone, and a sentence that is not there yet is "...".
/// </summary>
internal static class ZooEndpoints
{
    private const string QueryKind = "zoo.query";

    private static readonly Problem NotFound = ProblemTypes.AnimalNotFound.Because("The zoo has no animal of this name.");

    public static void MapZoo(this IEndpointRouteBuilder routes)
    {
        var zoo = routes.MapGroup("").WithTags("Zoo");
        zoo.MapGet("/animals", List);
        var animal = zoo.MapGroup("/animals/{name}").WithMetadata(ParameterPart.Path("name", "The animal's name; matches exactly."));
        animal.MapGet("", Start).MakesWork();
        animal.MapPost("queries", StartAsJob).MakesWork();
        animal.MapGet("status", GetStatus);
        zoo.MapGet("/query/{uuid}", GetSentence);
    }

    /// <summary>The animals, in configured order</summary>
    /// <response code="200">Their names</response>
    [Example(200, """["aardvarks", "alpacas", "tigers"]""")]
    public static async Task<Answer<ImmutableArray<string>>> List(IGrainFactory grains) => new(await grains.GetGrain<IZooGrain>(0).GetAnimals());

    /// <summary>Starts a query of an animal</summary>
    /// <response code="202">The query's id, to be asked for at /query/{uuid}</response>
    [Fails(404), Fails(429)]
    [AnswerHeader(202, "Location", "The query.")]
    [Example(202, "\"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11\"")]
    public static async Task<Results<Pending<Guid>, Problem>> Start(string name, HttpRequest request, IGrainFactory grains)
    {
        return await Query(name, request, grains) switch
        {
            null => NotFound,
            SubmitResult.Accepted { Job.Id: var id } => new Pending<Guid>(id) { Location = $"/query/{id}" },
            var result => JobResults.ProblemOf(result),
        };
    }

    /// <summary>Starts a query of an animal, as a job</summary>
    /// <response code="202">The job</response>
    [Fails(404), Fails(429)]
    public static async Task<Results<AcceptedAt<Job>, Problem>> StartAsJob(string name, HttpRequest request, IGrainFactory grains)
    {
        return await Query(name, request, grains) switch
        {
            null => NotFound,
            SubmitResult.Accepted { Job: var job } => JobResults.Accepted(job),
            var result => JobResults.ProblemOf(result),
        };
    }

    /// <summary>What is known of an animal</summary>
    /// <response code="200">Its status</response>
    [Fails(404)]
    public static async Task<Results<Answer<AnimalStatus>, Problem>> GetStatus(string name, IGrainFactory grains) =>
        Animal(name, grains) is { } animal && await animal.GetStatus() is { } status ? new Answer<AnimalStatus>(status) : NotFound;

    /// <summary>What a query saw</summary>
    /// <param name="uuid">The query's id.</param>
    /// <response code="200">The sentence</response>
    /// <response code="202">The query is still under way</response>
    [Fails(404), Fails(409), Fails(410)]
    [Example(200, "\"Thirsty bisons sing carefully\""), Example(202, "\"...\"")]
    public static async Task<Results<Answer<string>, Pending<string>, Problem>> GetSentence(JobKey uuid, JobGrains jobs) => await jobs.Get(uuid, TimeSpan.Zero) switch
    {
        not { Kind: QueryKind } => ProblemTypes.QueryNotFound,
        { Result: { } sentence } => new Answer<string>(JsonSerializer.Deserialize(sentence.Utf8.AsSpan(), ApiJson.Default.String)!),
        { HasEnded: false } => new Pending<string>("..."),
        { PayloadExpired: true, State: JobState.Succeeded } => ProblemTypes.ResultExpired,
        var job => ProblemTypes.NoResult.Because($"The query is {JobListQuery.NameOf(job.State)}."),
    };

    // White space is nobody's name, and Orleans takes it for no key.
    private static IAnimalGrain? Animal(string name, IGrainFactory grains) => string.IsNullOrWhiteSpace(name) ? null : grains.GetGrain<IAnimalGrain>(name);

    private static async Task<SubmitResult?> Query(string name, HttpRequest request, IGrainFactory grains) =>
        Animal(name, grains) is { } animal ? await animal.StartQuery(TraceContext.Of(request)) : null;
}
