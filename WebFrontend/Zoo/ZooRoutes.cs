using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.Zoo;

namespace OrleansJobs.WebFrontend.Zoo;

/// <summary>The zoo's routes and their documentation.</summary>
internal static class ZooRoutes
{
    private const string Tag = "Zoo";

    public static void MapZoo(this IEndpointRouteBuilder routes)
    {
        var zoo = ActivatorUtilities.CreateInstance<ZooEndpoints>(routes.ServiceProvider);
        routes.MapGet("/animals", zoo.List)
            .Documented(zoo.List, Tag, "The animals, in configured order")
            .Answers<ImmutableArray<string>>(200, "Their names", """["aardvarks", "alpacas", "tigers"]""");
        routes.MapGet("/animals/{name}", zoo.Start)
            .Documented(zoo.Start, Tag, "Starts a query of an animal")
            .PathParameter("name", "The animal's name; matches exactly.")
            .Answers<Guid>(202, "The query's id, to be asked for at /query/{uuid}", "\"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11\"")
            .AnswerHeader(202, "Location", "The query.")
            .AnswersProblems(404, 503);
        routes.MapPost("/animals/{name}/queries", zoo.StartAsJob)
            .Documented(zoo.StartAsJob, Tag, "Starts a query of an animal, as a job")
            .PathParameter("name", "The animal's name; matches exactly.")
            .Answers<Job>(202, "The job")
            .AnswerHeader(202, "Location", "The job.")
            .AnswersProblems(404, 503);
        routes.MapGet("/query/{uuid}", zoo.GetSentence)
            .Documented(zoo.GetSentence, Tag, "What a query saw")
            .PathParameter("uuid", "The query's id.", "uuid")
            .Answers<string>(200, "The sentence", "\"Thirsty bisons sing carefully\"")
            .Answers<string>(202, "The query is still under way", "\"...\"")
            .AnswersProblems(404, 409, 410);
        routes.MapGet("/animals/{name}/status", zoo.GetStatus)
            .Documented(zoo.GetStatus, Tag, "What is known of an animal")
            .PathParameter("name", "The animal's name; matches exactly.")
            .Answers<AnimalStatus>(200, "Its status")
            .AnswersProblems(404);
    }
}
