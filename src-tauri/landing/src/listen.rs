//! A listener on loopback: bound before anyone is told its address, bounded in connections, impatient with
//! half-sent requests, and closed within seconds.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use reachly_core::{Code, Error, Result};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

/// How long the head of a request may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long requests under way may still take when the listener closes.
const CLOSING_TIME: Duration = Duration::from_secs(3);
/// Connections at once; more wait in the system's queue.
const CONNECTIONS: usize = 512;

/// Tells streams without an end that they have one.
#[derive(Clone, Debug)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    /// Ends when the listener closes.
    pub fn wait(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.0.clone();
        async move {
            // An error means that the listener is gone: that too is the end.
            let _ = closing.wait_for(|closing| *closing).await;
        }
    }
}

/// A running listener; closed when dropped.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    close: watch::Sender<bool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Listener {
    /// Binds 127.0.0.1 (port 0: any free one) and answers there until closed, in threads of its own.
    ///
    /// # Errors
    /// `taken` when another program listens there; what the system says.
    pub fn open(port: u16, router: impl FnOnce(SocketAddr, Closing) -> Router) -> Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::AddrInUse => {
                Error::new(Code::Taken, format!("Another program already listens on port {port}."))
                    .field("port")
                    .kept("Nothing was started.")
                    .todo("Choose another port, or let Reachly choose one.")
            }
            _ => Error::from(cause),
        })?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let (close, closing) = watch::channel(false);
        let router = router(address, Closing(closing.clone()));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let thread =
            std::thread::Builder::new().name(format!("http {}", address.port())).spawn(move || {
                if let Err(cause) = runtime.block_on(answer(socket, router, Closing(closing))) {
                    tracing::error!(%cause, "a listener stopped");
                }
                runtime.shutdown_timeout(CLOSING_TIME);
            })?;
        Ok(Listener { address, close, thread: Mutex::new(Some(thread)) })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more, lets what is under way end, within seconds.
    pub fn close(&self) {
        let _ = self.close.send(true);
        let thread = self.thread.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.close();
    }
}

async fn answer(socket: TcpListener, router: Router, closing: Closing) -> std::io::Result<()> {
    let socket = tokio::net::TcpListener::from_std(socket)?;
    let (graceful, free) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut end = std::pin::pin!(closing.wait());
    loop {
        let next = async {
            let permit = Arc::clone(&free).acquire_owned().await.ok();
            socket.accept().await.map(|(stream, _)| (stream, permit))
        };
        let (stream, permit) = tokio::select! {
            () = &mut end => break,
            accepted = next => match accepted {
                Ok(accepted) => accepted,
                Err(cause) => {
                    // Out of file handles, most likely: waiting frees some, ending would help nobody.
                    tracing::warn!(%cause, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let connection = graceful.watch(connection(stream, router.clone()));
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(socket);
    let _ = tokio::time::timeout(CLOSING_TIME, graceful.shutdown()).await;
    Ok(())
}

type Connection = http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router) -> Connection {
    // Answers are small and waited for: never hold one back to fill a packet.
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(64 * 1024);
    server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}
