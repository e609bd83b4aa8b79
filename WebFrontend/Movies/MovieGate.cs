using System.Globalization;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// What stands before the routes of movies: who asks, and whether too often. Each style of routes has its own form of errors.
/// </summary>
internal sealed class MovieGate(IMovieAccess access, MovieThrottle throttle)
{
    private delegate Task Refuse(HttpContext context, int status, string message);

    /// <summary>The handler of a resource, behind the gate.</summary>
    public RequestDelegate Resource(RequestDelegate handler) => Behind(handler, isOpen: false, (context, status, message) => ProblemOf(status, message).ExecuteAsync(context));

    /// <summary>The handler of a compatible route, behind the gate.</summary>
    public RequestDelegate Compatible(RequestDelegate handler) => Behind(handler, isOpen: false, WriteMessage);

    /// <summary>The handler of a compatible route that anybody may use, though not too often.</summary>
    public RequestDelegate Open(RequestDelegate handler) => Behind(handler, isOpen: true, WriteMessage);

    /// <summary>Why the caller of another route may not change movies; null if he may.</summary>
    public async ValueTask<Problem?> Refusal(HttpContext context) =>
        Fault(context, await access.Identify(context)) is { } fault ? ProblemOf(fault.Status, fault.Message) : null;

    private RequestDelegate Behind(RequestDelegate handler, bool isOpen, Refuse refuse) => async context =>
        await Answer(context, isOpen ? new MovieCaller.Anybody() : await access.Identify(context), handler, refuse);

    private Task Answer(HttpContext context, MovieCaller caller, RequestDelegate handler, Refuse refuse)
    {
        var user = caller is MovieCaller.User { Name: var name } ? $"user {name}" : $"address {context.Connection.RemoteIpAddress}";
        if (throttle.Wait(user) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return refuse(context, 429, "Too many requests");
        }

        return Fault(context, caller) is { } fault ? refuse(context, fault.Status, fault.Message) : handler(context);
    }

    /// <summary>Why the caller may not go on; null if he may. Says in the answer's headers what is asked for.</summary>
    private static (int Status, string Message)? Fault(HttpContext context, MovieCaller caller)
    {
        switch (caller)
        {
            case MovieCaller.Anybody or MovieCaller.User:
                return null;
            case MovieCaller.Missing:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return (401, "Missing Authorization Header");
            case MovieCaller.Expired:
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                return (401, "Token has expired");
            case MovieCaller.Malformed { Reason: var reason }:
                return (422, reason);
            default:
                throw new InvalidOperationException($"{caller.GetType().Name} is no caller.");
        }
    }

    private static Task WriteMessage(HttpContext context, int status, string message) => new CompatibleFault(status, message).ExecuteAsync(context);

    private static Problem ProblemOf(int status, string message)
    {
        var type = status switch
        {
            401 => ProblemTypes.NotAuthenticated,
            422 => ProblemTypes.InvalidToken,
            _ => ProblemTypes.TooManyRequests,
        };
        return type.Because(message + ".");
    }
}

/// <summary>Puts groups of routes behind a gate.</summary>
internal static class MovieGateExtensions
{
    /// <summary>Lets a gate see each request before anything of it is read.</summary>
    public static RouteGroupBuilder Behind(this RouteGroupBuilder group, Func<RequestDelegate, RequestDelegate> gate)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint => endpoint.RequestDelegate = gate(endpoint.RequestDelegate!));
        return group;
    }
}
